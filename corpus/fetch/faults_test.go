package fetch

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
)

// stand is a server that reads the head of each request and has answer do the
// rest. It returns its address.
func stand(t *testing.T, answer func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			if _, err := http.ReadRequest(bufio.NewReader(c)); err == nil {
				answer(c)
			}
			c.Close()
		}
	}()
	t.Cleanup(func() {
		l.Close()
		<-done
	})
	return l.Addr().String()
}

func fetchFrom(t *testing.T, host string, o Options) (string, error) {
	t.Helper()
	o.Hosts, o.Unguarded = []string{host}, true
	f, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	file, err := f.Fetch(t.Context(), "http://"+host+"/a")
	return string(file.Data), err
}

// packed is text through a writer of some format.
func packed[W io.WriteCloser](open func(io.Writer) W, text string) string {
	var b bytes.Buffer
	w := open(&b)
	io.WriteString(w, text)
	w.Close()
	return b.String()
}

func gzipped(text string) string { return packed(gzip.NewWriter, text) }

func TestAnswers(t *testing.T) {
	const text = "An article, long enough to be packed."
	deflated := packed(func(w io.Writer) *flate.Writer { f, _ := flate.NewWriter(w, 9); return f }, text)
	with := func(head, body string) string {
		return fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n%sContent-Length: %d\r\n\r\n%s", head, len(body), body)
	}
	bare := func(head, body string) string {
		return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + head + "\r\n" + body
	}
	const cut, strange, unpackable = "broke off in the middle", "does not answer as a web server does", "is packed in a way that cannot be unpacked"
	for name, c := range map[string]struct{ answer, failure string }{
		"plain":               {with("", text), ""},
		"identity":            {with("Content-Encoding: identity\r\n", text), ""},
		"HTTP/1.0, no length": {"HTTP/1.0 200 OK\r\n\r\n" + text, ""},
		"chunks":              {bare("Transfer-Encoding: chunked\r\n", fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(text), text)), ""},
		"gzip":                {with("Content-Encoding: GZIP\r\n", gzipped(text)), ""},
		"gzip in two members": {with("Content-Encoding: gzip\r\n", gzipped(text[:9])+gzipped(text[9:])), ""},
		"zlib":                {with("Content-Encoding: deflate\r\n", packed(zlib.NewWriter, text)), ""},
		"bare deflate":        {with("Content-Encoding: deflate\r\n", deflated), ""},
		"length too short":    {strings.Replace(with("", text+"more"), fmt.Sprint(len(text)+4), fmt.Sprint(len(text)), 1), ""},

		"length too long":    {strings.Replace(with("", text), fmt.Sprint(len(text)), "99", 1), cut},
		"chunks cut":         {bare("Transfer-Encoding: chunked\r\n", "ff\r\n"+text), cut},
		"chunk of nonsense":  {bare("Transfer-Encoding: chunked\r\n", "zz\r\n"+text), strange},
		"two lengths":        {bare("Content-Length: 3\r\nContent-Length: 5\r\n", text), strange},
		"length below 0":     {bare("Content-Length: -1\r\n", text), strange},
		"gzip cut":           {with("Content-Encoding: gzip\r\n", gzipped(text)[:20]), cut},
		"gzip of nonsense":   {with("Content-Encoding: gzip\r\n", text), unpackable},
		"gzip, wrong sum":    {with("Content-Encoding: gzip\r\n", gzipped(text)[:len(gzipped(text))-8]+"12345678"), unpackable},
		"gzip, then text":    {with("Content-Encoding: gzip\r\n", gzipped(text)+text), unpackable},
		"deflate nonsense":   {with("Content-Encoding: deflate\r\n", "\xff\xff\xff\xff"), unpackable},
		"gzip twice":         {with("Content-Encoding: gzip, gzip\r\n", gzipped(gzipped(text))), `is packed as "gzip, gzip", which was not asked for`},
		"gzip twice, lines":  {with("Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n", gzipped(gzipped(text))), `is packed as "gzip, gzip", which was not asked for`},
		"br":                 {with("Content-Encoding: br\r\n", text), `is packed as "br", which was not asked for`},
		"zstd":               {with("Content-Encoding: zstd\r\n", text), `is packed as "zstd", which was not asked for`},
		"gzip bomb":          {with("Content-Encoding: gzip\r\n", gzipped(strings.Repeat("\x00", 3<<20))), "unpacks to more than 100 times its size"},
		"deflate bomb":       {with("Content-Encoding: deflate\r\n", packed(zlib.NewWriter, strings.Repeat("\x00", 3<<20))), "unpacks to more than 100 times its size"},
		"empty":              {with("", ""), "is empty"},
		"empty gzip":         {with("Content-Encoding: gzip\r\n", ""), "is empty"},
		"gzip of nothing":    {with("Content-Encoding: gzip\r\n", gzipped("")), "is empty"},
		"empty deflate":      {with("Content-Encoding: deflate\r\n", ""), "is empty"},
		"1 MB of header":     {bare("X-Long: "+strings.Repeat("a", 1<<20)+"\r\n", text), strange},
		"100,000 headers":    {bare(strings.Repeat("X: y\r\n", 100_000), text), strange},
		"nonsense":           {"\x00\x01\x02 this is no HTTP\r\n\r\n", strange},
		"another protocol":   {"SSH-2.0-OpenSSH_9.9\r\n", strange},
		"nothing":            {"", cut},
		"half a line":        {"HTTP/1.1 20", strange},
		"half of a header":   {"HTTP/1.1 200 OK\r\nContent-Le", strange},
		"hints without end":  {strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 10_000), strange},
		"switched protocols": {"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: ws\r\n\r\n", "answers 101"},
		"too long, and says": {bare("Content-Length: 99999999999\r\n", text), "is larger than 16 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			host := stand(t, func(conn net.Conn) { io.WriteString(conn, c.answer) })
			data, err := fetchFrom(t, host, Options{})
			if got := reason(err); got != c.failure {
				t.Errorf("%q, want %q", got, c.failure)
			}
			if c.failure == "" && data != text {
				t.Errorf("got %q", data)
			}
		})
	}
}

// What packs well but honestly is read, and bounds hold to the byte.
func TestLimits(t *testing.T) {
	log := strings.Repeat("2026-11-25 nothing new\n", 60_000)
	for _, c := range []struct {
		name, head, body string
		limit            int64
		failure          string
	}{
		{"all of it", "", "12345678", 8, ""},
		{"one more", "", "123456789", 8, "is larger than 8 bytes"},
		{"packed", "Content-Encoding: gzip\r\n", gzipped("12345678"), 64, ""},
		{"packed, one more", "Content-Encoding: gzip\r\n", gzipped(strings.Repeat("1234567890", 7)), 64, "is larger than 64 bytes"},
		{"packed to more than it is", "Content-Encoding: gzip\r\n", gzipped("12345678"), 16, "is larger than 16 bytes"},
		{"below a MiB at any ratio", "Content-Encoding: gzip\r\n", gzipped(strings.Repeat("\x00", 1<<20)), 1 << 20, ""},
		{"at a high ratio", "Content-Encoding: gzip\r\n", gzipped(log), 0, "unpacks to more than 100 times its size"},
		{"members without end", "Content-Encoding: gzip\r\n", strings.Repeat(gzipped(""), 100), 1 << 10, "is larger than 1 KiB"},
	} {
		host := stand(t, func(conn net.Conn) { fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\n%s\r\n%s", c.head, c.body) })
		if _, err := fetchFrom(t, host, Options{MaxBytes: c.limit}); reason(err) != c.failure {
			t.Errorf("%s: %v, want %q", c.name, err, c.failure)
		}
	}
}

func TestEndless(t *testing.T) {
	host := stand(t, func(conn net.Conn) {
		_, err := io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
		for err == nil {
			_, err = io.WriteString(conn, "and on, ")
		}
	})
	if _, err := fetchFrom(t, host, Options{MaxBytes: 64 << 10}); reason(err) != "is larger than 64 KiB" {
		t.Error(err)
	}
}

// A connection that is reset before an answer is tried once more, one that is
// reset later is not.
func TestReset(t *testing.T) {
	for _, c := range []struct {
		resets, connections int32
		begun, failure      string
	}{
		{1, 2, "", ""},
		{2, 2, "", "broke off in the middle"},
		{1, 1, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nte", "broke off in the middle"},
	} {
		var connections atomic.Int32
		host := stand(t, func(conn net.Conn) {
			if connections.Add(1) <= c.resets {
				io.WriteString(conn, c.begun)
				conn.(*net.TCPConn).SetLinger(0)
				return
			}
			io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\ntext")
		})
		if _, err := fetchFrom(t, host, Options{}); reason(err) != c.failure || connections.Load() != c.connections {
			t.Errorf("%+v: %v after %d connections", c, err, connections.Load())
		}
	}
}
