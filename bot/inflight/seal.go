package inflight

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"
)

// A sealer encrypts stored questions with AES-256-GCM, under a key derived from the bot's
// token. Whoever has only the database cannot read them, and a new token makes the old ones
// unreadable.
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

// seal encrypts the data of an id.
func (s sealer) seal(id string, plain []byte) []byte { return s.Seal(nil, nil, plain, []byte(id)) }

// errSealed is returned when stored data cannot be decrypted.
var errSealed = errors.New("it was kept under another token of the bot, or is damaged")

// open decrypts data that seal has encrypted for the same id.
func (s sealer) open(id string, sealed []byte) ([]byte, error) {
	plain, err := s.Open(nil, nil, sealed, []byte(id))
	if err != nil {
		return nil, errSealed
	}
	return plain, nil
}
