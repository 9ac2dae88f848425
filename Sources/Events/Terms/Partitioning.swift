extension RandomAccessCollection where Index == Int {
    /// The index of the first element for which `belongs` is true, in a collection where it is false
    /// first and true from there on.
    func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if belongs(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
