package store

import (
	"crypto/tls"
	"database/sql/driver"
	"errors"
	"io"
	"io/fs"
	"net"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

const (
	serverHint = "see that the server runs and can be reached from here; what it keeps is not touched"
	userHint   = "see the user and the database in the address; a password belongs into FOOTNOTE_DATA, PGPASSWORD or the file of PGPASSFILE"
	schemaHint = "name a database of its own, or a schema of its own in the address: …?search_path=footnote"
	grantHint  = "let the user of the address make and write tables there, or name the server that may be written"
)

// badAddress is the error for an address that cannot be used. It repeats no part of the
// address, as a password may be anywhere in it.
func badAddress(err error) error {
	reason := "is no address of PostgreSQL"
	var file *fs.PathError
	switch {
	case errors.As(err, &file):
		reason = "names a file that cannot be read: " + file.Path + ": " + file.Err.Error()
	case strings.Contains(err.Error(), "sslmode is invalid"):
		reason = "has an sslmode that there is not"
	}
	return &OpenError{hidden, reason, "it is like postgres://USER@HOST:5432/DATABASE?sslmode=verify-full, where what is no letter or digit in a name or password is written as %20", Failing}
}

// connectionLost reports whether a connection ended, or the server can no longer be written, so that
// another one may take its place. Unless the error is that of a commit, nothing was committed.
func connectionLost(err error) bool {
	if err == nil {
		return false
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch e.Code {
		case "57P01", "57P02", "57P03", "57P05", // it is shutting down or starting
			"25006", "25P03", // it has become read-only; the transaction was idle for too long
			"40001", "40P01":
			return true
		}
		return strings.HasPrefix(e.Code, "08")
	}
	if _, untrusted := errors.AsType[*tls.CertificateVerificationError](err); untrusted {
		return false
	}
	_, network := errors.AsType[*net.OpError](err)
	_, connecting := errors.AsType[*pgconn.ConnectError](err)
	return network || connecting || pgconn.SafeToRetry(err) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) || errors.Is(err, pgconn.ErrConnClosed)
}

// ofServer reports whether an error comes from the server or the connection to it.
func ofServer(err error) bool {
	_, said := errors.AsType[*pgconn.PgError](err)
	return said || connectionLost(err)
}

// explainServer turns an error of the server, or of the connection to it, into an OpenError.
func explainServer(place string, err error) error {
	var committing commitError
	e, said := errors.AsType[*pgconn.PgError](err)
	if errors.As(err, &committing) && (!said || connectionLost(err)) && !errors.Is(err, pgx.ErrTxCommitRollback) {
		return &OpenError{place, "was lost while something was being kept: nobody knows whether it was", "look whether it is there, and do it again where it is not", Unreachable}
	}
	if errors.Is(err, errRow) {
		return &OpenError{place, "is damaged: " + plain(err), restoreHint, Damaged}
	}
	if !said {
		return explainConnection(place, err)
	}
	because := ": " + strings.Join(strings.Fields(e.Message), " ")
	switch e.Code {
	case "22021", "22P05":
		return errors.New("a text holds a character that PostgreSQL cannot keep, such as NUL")
	case "25006", "42501":
		return &OpenError{place, "may not be written" + because, grantHint, ReadOnly}
	case "42P01", "42703", "42883", "42804":
		return &OpenError{place, "is damaged: its tables are not as they were made" + because, restoreHint, Damaged}
	case "3D000", "3F000":
		return &OpenError{place, "is not there" + because, "createdb makes a database", Failing}
	case "53100":
		return &OpenError{place, "the server's disk is full", spaceHint, NoSpace}
	case "53300":
		return &OpenError{place, "the server lets no more connections in" + because, "raise max_connections; one process takes up to 12", Unreachable}
	case "55P03", "57014":
		return &OpenError{place, "is kept busy by others" + because, lockedHint, Locked}
	case "XX001", "XX002":
		return &OpenError{place, "is damaged" + because, restoreHint, Damaged}
	}
	switch e.Code[:min(2, len(e.Code))] {
	case "23":
		return err
	case "28":
		return &OpenError{place, "lets this user not in" + because, userHint, Failing}
	case "08", "57":
		return &OpenError{place, "cannot be reached" + because, serverHint, Unreachable}
	}
	return &OpenError{place, e.Message + " (" + e.Code + ")", "", Failing}
}

// explainConnection explains why no connection could be made.
func explainConnection(place string, err error) error {
	if e, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return &OpenError{place, "shows a certificate that is not trusted: " + plain(e.Err), "sslrootcert=FILE in the address names the certificate of who signed it", Failing}
	}
	switch {
	case strings.Contains(err.Error(), "read only connection"):
		return &OpenError{place, "only repeats another server, and may not be written", "name that one as well: postgres://USER@ONE,OTHER/DATABASE", ReadOnly}
	case connectionLost(err):
		return &OpenError{place, "cannot be reached: " + cause(err), serverHint, Unreachable}
	}
	return err
}

// cause returns the innermost message of a connection error, without the address.
func cause(err error) string {
	if e, ok := errors.AsType[*net.OpError](err); ok {
		return plain(e.Err)
	}
	if e, ok := errors.AsType[*pgconn.ConnectError](err); ok && e.Unwrap() != nil {
		return plain(e.Unwrap())
	}
	return plain(err)
}
