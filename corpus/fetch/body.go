package fetch

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

const (
	// maxRatio is the maximum factor by which a body may grow when it is unpacked, once it is
	// larger than freely. Text shrinks to a tenth when packed, a table of zeros to a thousandth.
	maxRatio = 100
	freely   = 1 << 20 // bytes
)

// A watched body cancels its request if nothing arrives for a while.
type watched struct {
	io.ReadCloser
	ctx    context.Context
	cancel context.CancelCauseFunc
	idle   *time.Timer
}

func watch(ctx context.Context, cancel context.CancelCauseFunc, body io.ReadCloser) *watched {
	return &watched{body, ctx, cancel, time.AfterFunc(idleTimeout, func() { cancel(errIdle) })}
}

func (b *watched) Read(p []byte) (int, error) {
	b.idle.Reset(idleTimeout)
	n, err := b.ReadCloser.Read(p)
	if err != nil && err != io.EOF {
		if cause := context.Cause(b.ctx); cause != nil {
			err = cause
		}
	}
	return n, err
}

func (b *watched) Close() error {
	b.idle.Stop()
	b.cancel(nil)
	return b.ReadCloser.Close()
}

// A wire counts the bytes read from it, and fails with errTooLarge at limit.
type wire struct {
	from        io.Reader
	read, limit int64
	err         error // how it ended
}

func (w *wire) Read(p []byte) (int, error) {
	n, err := w.from.Read(p)
	w.read += int64(n)
	if w.read > w.limit {
		err = errTooLarge
	}
	w.err = err
	return n, err
}

var errTooLarge = errors.New("larger than may be")

// read reads and unpacks the body of response. With errTooLarge, it returns its first limit
// bytes.
func read(response *http.Response, limit int64) ([]byte, error) {
	w := &wire{from: response.Body, limit: limit}
	unpacked, err := unpack(strings.Join(response.Header.Values("Content-Encoding"), ", "), w)
	if err != nil {
		return nil, w.blame(err)
	}
	data := make([]byte, 0, 4<<10)
	for {
		data = slices.Grow(data, 4<<10)
		n, err := unpacked.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		size := int64(len(data))
		switch {
		case size > limit:
			return data[:limit], errTooLarge
		case size > freely && size > maxRatio*w.read:
			return nil, &Error{Kind: TooLarge, Reason: fmt.Sprintf("unpacks to more than %d times its size", maxRatio)}
		case err == io.EOF:
			return data, nil
		case err != nil:
			return data, w.blame(err)
		}
	}
}

// blame returns the cause of an error of unpacking: the error of the wire, if it had one.
func (w *wire) blame(err error) error {
	var known *Error
	switch {
	case errors.As(err, &known):
		return err
	case w.err != nil && w.err != io.EOF:
		return w.err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return err
	}
	return &Error{Kind: Broken, Reason: "is packed in a way that cannot be unpacked"}
}

// unpack reverses a Content-Encoding. One that was not requested, or more than one, is an
// [*Error].
func unpack(encoding string, from io.Reader) (io.Reader, error) {
	switch encoding = strings.ToLower(strings.TrimSpace(encoding)); encoding {
	case "", "identity":
		return from, nil
	case "gzip", "x-gzip":
		return orEmpty(gzip.NewReader(from))
	case "deflate":
		return inflate(bufio.NewReader(from))
	}
	return nil, &Error{Kind: Unsuitable, Reason: fmt.Sprintf("is packed as %.40q, which was not asked for", encoding)}
}

// inflate decodes "deflate", which is the zlib format (RFC 9110, 8.4.1.2), but which some
// servers send without zlib's header.
func inflate(from *bufio.Reader) (io.Reader, error) {
	head, err := from.Peek(2)
	if err == nil && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		return zlib.NewReader(from)
	}
	if len(head) == 0 {
		return orEmpty(io.Reader(nil), err)
	}
	return flate.NewReader(from), nil
}

// orEmpty treats a body of no bytes as an empty one.
func orEmpty[R io.Reader](r R, err error) (io.Reader, error) {
	if err == io.EOF {
		return strings.NewReader(""), nil
	}
	return r, err
}
