/// What a person asked for of a feed's next poll.
enum PollWish: Comparable {
    /// That it is made now.
    case soon
    /// That it brings the whole document, whether it has changed or not.
    case whole
}
