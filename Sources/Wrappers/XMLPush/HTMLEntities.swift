internal import CLibXML2

/// The named characters of HTML 4 as libxml2 knows them.
public enum HTMLEntities {
    /// Every name (`eacute`) with its code point.
    public static func all() -> [(name: String, codePoint: UInt32)] {
        // The table itself is private to libxml2; its values lie in these blocks.
        let blocks: [ClosedRange<UInt32>] = [
            34...402, 710...732, 913...982, 8194...8501, 8592...8660, 8704...9002, 9674...9830,
        ]
        return blocks.joined().compactMap { value in
            guard let name = tidings_html_name(value) else { return nil }
            return (String(cString: name), value)
        }
    }
}
