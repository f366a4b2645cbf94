package bot

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
)

// A signer makes the custom_ids of buttons. All that a button needs to work is
// in its custom_id, so it works after a restart; the signature keeps what a
// button does in our hands.
type signer struct{ key []byte }

// What a button does is the second byte of its custom_id, after the version.
const (
	pressSources = 's'
	pressNext    = 'n'
	pressGood    = '+'
	pressBad     = '-'
	pressRetry   = 'r'
	pressPublish = 'p'

	idVersion = 1
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
func (s signer) id(press byte, payload []byte) string {
	id := append([]byte{idVersion, press}, payload...)
	return base64.RawURLEncoding.EncodeToString(append(id, s.sum(id)[:idMAC]...))
}

var errForged = errors.New("not a custom_id of ours")

// read is the inverse of id.
func (s signer) read(id string) (press byte, payload []byte, err error) {
	raw, err := base64.RawURLEncoding.DecodeString(id)
	if err != nil || len(raw) < 2+idMAC || raw[0] != idVersion {
		return 0, nil, errForged
	}
	said, mac := raw[:len(raw)-idMAC], raw[len(raw)-idMAC:]
	if !hmac.Equal(mac, s.sum(said)[:idMAC]) {
		return 0, nil, errForged
	}
	return said[1], said[2:], nil
}

// code is who someone is, for votes: nobody without the key can tell.
func (s signer) code(id string) (code [16]byte) {
	copy(code[:], s.sum([]byte("person "+id)))
	return code
}
