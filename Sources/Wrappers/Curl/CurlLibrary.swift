import CCurl

/// libcurl's state for the whole process.
enum CurlLibrary {
    /// Whether it came up; set up once, before the first handle.
    static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
