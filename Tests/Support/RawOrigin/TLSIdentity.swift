import CGnuTLS
import Glibc
import Platform

/// Who a server on 127.0.0.1 is over TLS: a key and a certificate of its own, made for this process alone
/// and good for an hour. Nobody trusts it but who is given the certificate.
public final class TLSIdentity: Sendable {
    /// The certificate (PEM).
    public let certificate: [UInt8]
    /// Freed with this object, which each connection holds; GnuTLS only reads them meanwhile.
    private nonisolated(unsafe) let credentials: gnutls_certificate_credentials_t

    public init() throws(RawOriginError) {
        var (key, own, made): (gnutls_x509_privkey_t?, gnutls_x509_crt_t?, Credentials?)
        defer {
            if let key { gnutls_x509_privkey_deinit(key) }
            if let own { gnutls_x509_crt_deinit(own) }
        }
        try Self.check(gnutls_x509_privkey_init(&key))
        let bits = gnutls_sec_param_to_pk_bits(GNUTLS_PK_ECDSA, GNUTLS_SEC_PARAM_HIGH)
        try Self.check(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA, bits, 0))
        try Self.check(gnutls_x509_crt_init(&own))
        try Self.fill(own, key)
        var text = gnutls_datum_t()
        try Self.check(gnutls_x509_crt_export2(own, GNUTLS_X509_FMT_PEM, &text))
        certificate = Array(UnsafeRawBufferPointer(start: text.data, count: Int(text.size)))
        free(text.data)
        try Self.check(gnutls_certificate_allocate_credentials(&made))
        guard let made else { throw .noTLS("out of memory") }
        credentials = made
        try Self.check(gnutls_certificate_set_x509_key(made, &own, 1, key))
    }

    deinit { gnutls_certificate_free_credentials(credentials) }

    private typealias Credentials = gnutls_certificate_credentials_t

    /// Writes who it is for, for how long, and that it vouches for itself.
    private static func fill(
        _ own: gnutls_x509_crt_t?, _ key: gnutls_x509_privkey_t?
    ) throws(RawOriginError) {
        try check(gnutls_x509_crt_set_version(own, 3))
        let serial: [UInt8] = [1]
        try check(gnutls_x509_crt_set_serial(own, serial, serial.count))
        let now = time(nil)
        try check(gnutls_x509_crt_set_activation_time(own, now - 3_600))
        try check(gnutls_x509_crt_set_expiration_time(own, now + 3_600))
        try check(gnutls_x509_crt_set_dn(own, "CN=Tidings loopback origin", nil))
        let address: [UInt8] = [127, 0, 0, 1]
        try check(
            gnutls_x509_crt_set_subject_alt_name(
                own, GNUTLS_SAN_IPADDRESS, address, UInt32(address.count), 0))
        try check(gnutls_x509_crt_set_basic_constraints(own, 1, -1))
        try check(gnutls_x509_crt_set_key(own, key))
        try check(gnutls_x509_crt_sign2(own, own, key, GNUTLS_DIG_SHA256, 0))
    }

    private static func check(_ code: Int32) throws(RawOriginError) {
        guard code < 0 else { return }
        throw .noTLS(String(cString: gnutls_strerror(code)))
    }

    /// A session on a connected socket; nil where the client does not come to terms.
    func accept(_ connection: Int32) -> TLSSession? {
        var session: gnutls_session_t?
        // GNUTLS_SERVER, and GNUTLS_NO_SIGNAL: who hangs up ends no process.
        guard gnutls_init(&session, 1 | 1 << 6) >= 0, let session else { return nil }
        let accepted = TLSSession(session, self)
        guard gnutls_priority_set_direct(session, "NORMAL", nil) >= 0,
            gnutls_credentials_set(
                session, GNUTLS_CRD_CERTIFICATE, UnsafeMutableRawPointer(credentials)) >= 0
        else { return nil }
        gnutls_transport_set_int2(session, connection, connection)
        var code: Int32
        repeat {
            code = gnutls_handshake(session)
        } while code < 0
            && gnutls_error_is_fatal(code) == 0
        return code < 0 ? nil : accepted
    }
}

/// TLS on one connection, used by its thread alone.
final class TLSSession {
    private let session: gnutls_session_t
    /// Outlives it.
    private let identity: TLSIdentity

    init(_ session: gnutls_session_t, _ identity: TLSIdentity) {
        self.session = session
        self.identity = identity
    }

    deinit { gnutls_deinit(session) }

    /// 0 or less at the end.
    func receive(_ buffer: inout [UInt8]) -> Int {
        gnutls_record_recv(session, &buffer, buffer.count)
    }

    /// Sends what fits into one record, as one.
    func send(_ bytes: UnsafeRawBufferPointer) -> Int {
        gnutls_record_send(session, bytes.baseAddress, bytes.count)
    }
}
