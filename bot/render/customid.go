package render

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"slices"
	"strconv"

	"footnote/library/store"
)

// A Signer makes the custom_ids of buttons. All that a button needs to work is
// in its custom_id, so it works after a restart; the signature keeps what a
// button does in our hands. It covers the scope, so that a button that was made
// in one does nothing in another.
type Signer struct{ key []byte }

// A Kind is what a button does: the second byte of its custom_id, after the
// version.
type Kind byte

const (
	KindSources Kind = 's'
	KindNearest Kind = 'a' // the passages that come nearest to what was refused
	KindNext    Kind = 'n' // ask the question that stands on it
	KindGood    Kind = '+'
	KindBad     Kind = '-'
	KindRetry   Kind = 'r'
	KindPublish Kind = 'p'
	KindCancel  Kind = 'c' // an addition
	KindForget  Kind = 'x' // what is kept of a person
	KindRemove  Kind = 'd' // an article
	KindRestore Kind = 'u' // an article
)

const (
	idVersion = 2
	idMAC     = 8 // bytes: 2^63 tries over Discord's API to forge one
	// maxPayload is what is left of the 100 characters of a custom_id, in bytes.
	maxPayload = 100*3/4 - 2 - idMAC
)

// NewSigner derives the key from the bot's token: whoever has that needs no
// forged buttons.
func NewSigner(token string) Signer {
	mac := hmac.New(sha256.New, []byte(token))
	mac.Write([]byte("footnote buttons 1"))
	return Signer{mac.Sum(nil)}
}

func (s Signer) sum(of []byte) []byte {
	mac := hmac.New(sha256.New, s.key)
	mac.Write(of)
	return mac.Sum(nil)
}

// ID is the custom_id of a button; payload is at most maxPayload bytes.
func (s Signer) ID(scope store.Scope, kind Kind, payload []byte) string {
	id := append([]byte{idVersion, byte(kind)}, payload...)
	return base64.RawURLEncoding.EncodeToString(append(id, s.seal(scope, id)...))
}

// seal is the signature of an id in a scope. A scope holds no NUL.
func (s Signer) seal(scope store.Scope, id []byte) []byte {
	return s.sum(slices.Concat([]byte(scope), []byte{0}, id))[:idMAC]
}

var errForged = errors.New("not a custom_id of ours")

// Read is the inverse of ID, in the scope that the button was made in.
func (s Signer) Read(scope store.Scope, id string) (kind Kind, payload []byte, err error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(id) // else a last character might be another
	if err != nil || len(raw) < 2+idMAC || raw[0] != idVersion {
		return 0, nil, errForged
	}
	said, mac := raw[:len(raw)-idMAC], raw[len(raw)-idMAC:]
	if !hmac.Equal(mac, s.seal(scope, said)) {
		return 0, nil, errForged
	}
	return Kind(said[1]), said[2:], nil
}

// PersonCode stands for a person in what is kept: nobody without the key can tell
// whom it means.
func (s Signer) PersonCode(id string) (code [16]byte) {
	copy(code[:], s.sum([]byte("person "+id)))
	return code
}

// LabelCode ties a button to its label.
func (s Signer) LabelCode(label string) []byte { return s.sum([]byte("label " + label))[:6] }

// PersonBytes is a Discord id, which is a number of 64 bits.
func PersonBytes(id string) []byte {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return nil
	}
	return binary.BigEndian.AppendUint64(nil, n)
}
