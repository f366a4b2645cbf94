package env

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/joho/godotenv"
)

// A file is a settings file of NAME=value variables.
type file struct {
	path      string // as shown to people; empty if there is no file
	named     bool   // by a person, not merely found
	mode      fs.FileMode
	variables map[string]string
}

// maxFile is the maximum size of a settings file in bytes.
const maxFile = 1 << 20

// readFile reads a settings file. If the file was not named by a person, it is no error that it
// does not exist or is a directory (Python's virtual environments are often called .env). Any
// other error is a [*FileError].
func readFile(path string, named bool) (file, error) {
	info, err := os.Stat(path) // before opening it: opening a pipe would wait for a writer
	switch {
	case !named && (errors.Is(err, fs.ErrNotExist) || err == nil && info.IsDir()):
		return file{}, nil
	case err != nil:
		return file{}, &FileError{path, plain(err)}
	case !info.Mode().IsRegular():
		return file{}, &FileError{path, errors.New(kind(info.Mode()))}
	}
	raw, err := readAll(path)
	if err != nil {
		return file{}, &FileError{path, plain(err)}
	}
	text, err := decode(raw)
	if err != nil {
		return file{}, &FileError{path, err}
	}
	variables, err := godotenv.Unmarshal(text)
	if err != nil {
		return file{}, &FileError{path, fmt.Errorf("line %d is not NAME=value", badLine(text))}
	}
	return file{path, named, info.Mode().Perm(), variables}, nil
}

// kind says what something is that is not a regular file.
func kind(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "is a directory"
	case mode&fs.ModeNamedPipe != 0:
		return "is a pipe, not a file"
	}
	return "is not a file"
}

func readAll(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(raw) > maxFile {
		err = fmt.Errorf("has more than %d bytes", maxFile)
	}
	return raw, err
}

// decode decodes UTF-8, with or without a byte order mark, and UTF-16 with one, as Windows
// programs write it.
func decode(raw []byte) (string, error) {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}):
		order = binary.LittleEndian
	case bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		order = binary.BigEndian
	case bytes.IndexByte(raw, 0) >= 0 || !utf8.Valid(raw):
		return "", errors.New("is not UTF-8: save it as that")
	default:
		return strings.TrimPrefix(string(raw), "\ufeff"), nil
	}
	var units []uint16
	for rest := raw[2:]; len(rest) >= 2; rest = rest[2:] {
		units = append(units, order.Uint16(rest))
	}
	return string(utf16.Decode(units)), nil
}

// A FileError means that a settings file cannot be read. It never quotes the file.
type FileError struct {
	Path string
	Err  error
}

func (e *FileError) Error() string { return e.Path + ": " + e.Err.Error() }
func (e *FileError) Unwrap() error { return e.Err }

// plain returns the cause of a file error without the path, which the message has already.
func plain(err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return errors.New(strings.ToLower(at.Err.Error()))
	}
	return err
}

// badLine returns the number of the line that cannot be parsed, which the parser does not
// report: the first line after the longest prefix that parses. A value may span several lines.
func badLine(text string) int {
	const most = 1000 // each prefix is parsed anew
	bad, n, end := 1, 0, 0
	for line := range strings.Lines(text) {
		n++
		end += len(line)
		if _, err := godotenv.Unmarshal(text[:end]); err == nil {
			bad = n + 1
		}
		if n == most {
			break
		}
	}
	return bad
}

// isLoopback reports whether an address is on this machine beyond doubt. An address with a user
// name or password is doubtful.
func isLoopback(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	if strings.EqualFold(u.Hostname(), "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return err == nil && ip.Zone() == "" && ip.IsLoopback()
}

// Bare strips an address of anything that may be secret: only scheme and host remain.
func Bare(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "(no address)"
	}
	return u.Scheme + "://" + u.Host
}
