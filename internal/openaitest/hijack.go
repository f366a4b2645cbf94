package openaitest

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
)

// CutPlain sends at bytes of a body that has neither a length nor chunks, as HTTP/1.0 proxies
// do, and closes the connection, which the client takes for the proper end. HTTP/2 has no such
// responses; there it is [CloseStream].
func CutPlain(at int) Fault {
	return Fault{send: func(w http.ResponseWriter, r *http.Request, body []byte) {
		connection := hijack(w)
		if connection == nil {
			_ = push(w, r, first(body, at))
			return
		}
		_, _ = connection.Write(append(head(w, "Connection: close"), first(body, at)...))
		_ = connection.Close()
	}}
}

// ResetStream sends at bytes and then resets the connection over HTTP/1.1, or the stream over
// HTTP/2. The client reads the bytes first, as long as they fit into its system's buffers; a
// reset overtakes the rest.
func ResetStream(at int) Fault {
	return Fault{send: func(w http.ResponseWriter, r *http.Request, body []byte) {
		connection := hijack(w)
		if connection == nil {
			_ = push(w, r, first(body, at))
			panic(http.ErrAbortHandler)
		}
		raw := head(w, "Transfer-Encoding: chunked")
		if part := first(body, at); len(part) > 0 { // a chunk of nothing is the end
			raw = fmt.Appendf(raw, "%x\r\n%s\r\n", len(part), part)
		}
		_, _ = connection.Write(raw)
		reset(connection)
	}}
}

// Reset ends the connection with a TCP reset and no response; over HTTP/2 only the stream.
func Reset() Fault {
	return Fault{reply: func(w http.ResponseWriter, _ *http.Request) {
		connection := hijack(w)
		if connection == nil {
			panic(http.ErrAbortHandler)
		}
		reset(connection)
	}}
}

// hijack takes the connection from the server. It returns nil over HTTP/2, where many requests
// share a connection.
func hijack(w http.ResponseWriter) net.Conn {
	connection, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return nil
	}
	return connection
}

// head returns the head of a handwritten response, with one more field that determines where
// the body ends.
func head(w http.ResponseWriter, field string) []byte {
	return fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\n%s\r\n\r\n", w.Header().Get("Content-Type"), field)
}

// reset closes the connection below any TLS, which would send a close notification. Pending
// data is dropped: the peer sees a reset.
func reset(connection net.Conn) {
	if secure, ok := connection.(*tls.Conn); ok {
		connection = secure.NetConn()
	}
	if tcp, ok := connection.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = connection.Close()
}
