package inflight

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"
)

// A sealer encrypts what is kept by AES-256 in Galois/Counter Mode, with a key that
// is derived from the bot's token: who has the database alone reads nothing, and a
// new token makes what was kept unreadable.
type sealer struct{ cipher.AEAD }

func newSealer(token string) (sealer, error) {
	key, err := hkdf.Key(sha256.New, []byte(token), nil, "footnote: questions in flight, 1", 32)
	if err != nil {
		return sealer{}, fmt.Errorf("a key for what is in flight: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return sealer{}, fmt.Errorf("a key for what is in flight: %w", err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return sealer{aead}, err
}

// seal encrypts what belongs to an id.
func (s sealer) seal(id string, plain []byte) []byte { return s.Seal(nil, nil, plain, []byte(id)) }

var errSealed = errors.New("it was kept under another token of the bot, or is damaged")

// open is what seal has encrypted for the same id.
func (s sealer) open(id string, sealed []byte) ([]byte, error) {
	plain, err := s.Open(nil, nil, sealed, []byte(id))
	if err != nil {
		return nil, errSealed
	}
	return plain, nil
}
