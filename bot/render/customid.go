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

// A Signer makes the custom_ids of buttons. A custom_id contains all that its button needs to
// work, so buttons work after a restart. The signature ensures that only the bot can make
// them. It covers the scope, so that a button of one scope does nothing in another.
type Signer struct{ key []byte }

// A Kind says what a button does. It is the second byte of a custom_id, after the version.
type Kind byte

const (
	KindSources Kind = 's'
	KindNearest Kind = 'a' // show the passages nearest to a refused question
	KindNext    Kind = 'n' // ask the question on the label
	KindGood    Kind = '+'
	KindBad     Kind = '-'
	KindRetry   Kind = 'r'
	KindPublish Kind = 'p'
	KindCancel  Kind = 'c' // an addition
	KindForget  Kind = 'x' // the data stored about a person
	KindRemove  Kind = 'd' // an article
	KindRestore Kind = 'u' // an article

	KindHandoff  Kind = 'h' // call the helpers
	KindApprove  Kind = 'v' // send or drop an answer
	KindInsights Kind = 'i' // another page of the questions, their explanations, files
	KindTakeAway Kind = 't' // remove an answer
	KindAging    Kind = 'g' // show how an answer's sources have changed
	KindAnswers  Kind = 'f' // fixed answers: a page of them, a window, removing one

	KindPage       Kind = 'l' // a page of a list of articles
	KindPick       Kind = 'm' // pick articles of a list, by a menu
	KindRemoveAll  Kind = 'D' // articles
	KindRestoreAll Kind = 'U' // articles, by a menu
)

const (
	idVersion = 2
	idMAC     = 8 // bytes: forging one takes 2^63 tries over Discord's API
	// maxPayload is what is left of the 100 characters of a custom_id, in bytes.
	maxPayload = 100*3/4 - 2 - idMAC
)

// NewSigner derives the key from the bot's token: whoever has the token needs no forged
// buttons.
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

// ID returns the custom_id of a button; payload is at most maxPayload bytes.
func (s Signer) ID(scope store.Scope, kind Kind, payload []byte) string {
	id := append([]byte{idVersion, byte(kind)}, payload...)
	return base64.RawURLEncoding.EncodeToString(append(id, s.seal(scope, id)...))
}

// seal returns the signature of an id in a scope. A scope contains no NUL.
func (s Signer) seal(scope store.Scope, id []byte) []byte {
	return s.sum(slices.Concat([]byte(scope), []byte{0}, id))[:idMAC]
}

var errForged = errors.New("not a custom_id of ours")

// Read is the inverse of ID, in the scope that the button was made in.
func (s Signer) Read(scope store.Scope, id string) (kind Kind, payload []byte, err error) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(id) // otherwise the last character could be changed
	if err != nil || len(raw) < 2+idMAC || raw[0] != idVersion {
		return 0, nil, errForged
	}
	said, mac := raw[:len(raw)-idMAC], raw[len(raw)-idMAC:]
	if !hmac.Equal(mac, s.seal(scope, said)) {
		return 0, nil, errForged
	}
	return Kind(said[1]), said[2:], nil
}

// PersonCode returns a code that stands for a person in stored data: nobody can tell whom it
// means without the key.
func (s Signer) PersonCode(id string) (code [16]byte) {
	copy(code[:], s.sum([]byte("person "+id)))
	return code
}

// AnswerCode returns the code by which votes name an answer. event is the id of the event
// that asked the question.
func (s Signer) AnswerCode(event string) (code [16]byte) {
	copy(code[:], s.sum([]byte("answer "+event)))
	return code
}

// LabelCode returns a code that ties a button to its label.
func (s Signer) LabelCode(label string) []byte { return s.sum([]byte("label " + label))[:6] }

// PersonBytes encodes a Discord id, which is a number of 64 bits. It returns nil if id is
// none.
func PersonBytes(id string) []byte {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return nil
	}
	return binary.BigEndian.AppendUint64(nil, n)
}
