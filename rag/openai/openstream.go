package openai

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
	"unicode"
)

// openStream turns the body into a stream of events that go-openai reads correctly, or returns
// the error in it. It goes by the beginning of the body and not by its content type: some
// servers that are asked to stream answer with one JSON object, and some proxies label a
// stream as JSON.
func openStream(response *http.Response, secret string) error {
	body := bufio.NewReader(response.Body)
	first, err := firstCharacter(body)
	switch {
	case errors.Is(err, io.EOF):
		return malformed("it is empty")
	case err != nil:
		return err
	case first == '<':
		return malformed("it is a web page")
	case first != '{' && first != '[':
		response.Body = newEvents(body, response.Body, secret)
		return nil
	}
	event, err := wholeAnswer(body, retryAfter(response.Header, time.Now()), secret)
	if err != nil {
		return err
	}
	response.Body = newEvents(strings.NewReader(event), response.Body, secret)
	return nil
}

// firstCharacter skips white space and a byte order mark, and returns the next character
// without consuming it.
func firstCharacter(body *bufio.Reader) (rune, error) {
	for {
		character, _, err := body.ReadRune()
		if err != nil {
			return 0, err
		}
		if !unicode.IsSpace(character) && character != '\ufeff' {
			return character, body.UnreadRune()
		}
	}
}

// wholeAnswer reads an answer that is not streamed and turns it into one event.
func wholeAnswer(body io.Reader, after time.Duration, secret string) (string, error) {
	raw, err := io.ReadAll(body)
	if err != nil {
		return "", err
	}
	if said, is := parseRefusal(raw); is {
		return "", said.failure(http.StatusOK, after, secret)
	}
	var answer chunk
	if err := json.NewDecoder(bytes.NewReader(raw)).Decode(&answer); err != nil {
		return "", undecoded(err, chatAnswer)
	}
	if len(answer.Choices) == 0 {
		return "", malformed("it is not the JSON of %s", chatAnswer)
	}
	var line bytes.Buffer
	if err := json.Compact(&line, raw); err != nil {
		return "", undecoded(err, chatAnswer)
	}
	return "data: " + line.String() + "\n", nil
}
