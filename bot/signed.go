package bot

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"slices"

	"footnote/library/store"
)

// A signer makes the custom_ids of buttons. All that a button needs to work is
// in its custom_id, so it works after a restart; the signature keeps what a
// button does in our hands. It covers the scope, so that a button that was made
// in one does nothing in another.
type signer struct{ key []byte }

// What a button does is the second byte of its custom_id, after the version.
const (
	pressSources = 's'
	pressNext    = 'n'
	pressGood    = '+'
	pressBad     = '-'
	pressRetry   = 'r'
	pressPublish = 'p'
	pressCancel  = 'c' // an addition
	pressForget  = 'x' // what is kept of a person
	pressRemove  = 'd' // an article
	pressRestore = 'u' // an article

	idVersion = 2
	idMAC     = 8 // bytes: 2^63 tries over Discord's API to forge one
	// maxPayload is what is left of the 100 characters of a custom_id, in bytes.
	maxPayload = 100*3/4 - 2 - idMAC
)

// newSigner derives the key from the bot's token: whoever has that needs no
// forged buttons.
func newSigner(token string) signer {
	mac := hmac.New(sha256.New, []byte(token))
	mac.Write([]byte("footnote buttons 1"))
	return signer{mac.Sum(nil)}
}

func (s signer) sum(of []byte) []byte {
	mac := hmac.New(sha256.New, s.key)
	mac.Write(of)
	return mac.Sum(nil)
}

// id is the custom_id of a button; payload is at most maxPayload bytes.
func (s signer) id(scope store.Scope, press byte, payload []byte) string {
	id := append([]byte{idVersion, press}, payload...)
	return base64.RawURLEncoding.EncodeToString(append(id, s.seal(scope, id)...))
}

// seal is the signature of an id in a scope. A scope holds no NUL.
func (s signer) seal(scope store.Scope, id []byte) []byte {
	return s.sum(slices.Concat([]byte(scope), []byte{0}, id))[:idMAC]
}

var errForged = errors.New("not a custom_id of ours")

// read is the inverse of id, in the scope that the button was made in.
func (s signer) read(scope store.Scope, id string) (press byte, payload []byte, err error) {
	raw, err := base64.RawURLEncoding.DecodeString(id)
	if err != nil || len(raw) < 2+idMAC || raw[0] != idVersion {
		return 0, nil, errForged
	}
	said, mac := raw[:len(raw)-idMAC], raw[len(raw)-idMAC:]
	if !hmac.Equal(mac, s.seal(scope, said)) {
		return 0, nil, errForged
	}
	return said[1], said[2:], nil
}

// code is who someone is, for votes: nobody without the key can tell.
func (s signer) code(id string) (code [16]byte) {
	copy(code[:], s.sum([]byte("person "+id)))
	return code
}
