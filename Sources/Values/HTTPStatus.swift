/// The status codes of HTTP that decide something here, by their names (RFC 9110 §15, where none other is
/// given). A status is kept, stored and printed as its number: servers answer others as well.
public enum HTTPStatus {
    public static let ok = 200
    /// A proxy has changed what the server sent.
    public static let nonAuthoritative = 203
    public static let partialContent = 206
    /// The document has only what is new since the one that the validator names (RFC 3229 §10.4.1).
    public static let imUsed = 226
    /// A redirect where the server names the address that it prefers.
    public static let multipleChoices = 300
    public static let movedPermanently = 301
    public static let found = 302
    public static let seeOther = 303
    public static let notModified = 304
    public static let temporaryRedirect = 307
    public static let permanentRedirect = 308
    /// This and all above are errors, the client's or the server's.
    public static let firstError = 400
    public static let unauthorized = 401
    public static let forbidden = 403
    public static let notFound = 404
    /// A proxy wants a login first.
    public static let proxyAuthentication = 407
    public static let requestTimeout = 408
    /// The owners want nobody to ask for it any more.
    public static let gone = 410
    /// The server wants fewer requests (RFC 6585 §4).
    public static let tooManyRequests = 429
    /// This and all above are failures of the server.
    public static let firstOfServer = 500
    public static let serviceUnavailable = 503
    /// The network wants a login first (RFC 6585 §6).
    public static let networkAuthenticationRequired = 511

    /// Those of a redirect that can be followed.
    public static let redirects: Set<Int> = [
        multipleChoices, movedPermanently, found, seeOther, temporaryRedirect,
        permanentRedirect,
    ]

    /// Whether a failure is likely to pass by itself: the server's own, or that it was too slow or asked too
    /// often.
    public static func isPassing(_ status: Int) -> Bool {
        status >= firstOfServer || status == tooManyRequests || status == requestTimeout
    }
}
