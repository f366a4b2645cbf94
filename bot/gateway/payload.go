package gateway

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"

	"github.com/gorilla/websocket"
)

// Opcodes.
// docs.discord.com/developers/topics/opcodes-and-status-codes#gateway
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatACK   = 11
)

// maxPayload bounds the size of an event in bytes. The largest are the GUILD_CREATE events
// of huge servers, which the bot does not ask for.
const maxPayload = 32 << 20

// A payload is what either side sends.
type payload struct {
	Op       int             `json:"op"`
	Data     json.RawMessage `json:"d"`
	Sequence *int64          `json:"s"`
	Type     string          `json:"t"`
}

var errPayload = errors.New("not a gateway payload")

// decode parses a frame: JSON, compressed with zlib if the frame is binary.
func decode(kind int, frame []byte) (payload, error) {
	if kind == websocket.BinaryMessage {
		inflated, err := inflate(frame)
		if err != nil {
			return payload{}, fmt.Errorf("%w: %w", errPayload, err)
		}
		frame = inflated
	}
	var p payload
	if err := json.Unmarshal(frame, &p); err != nil {
		return payload{}, fmt.Errorf("%w: %w", errPayload, err)
	}
	return p, nil
}

func inflate(frame []byte) ([]byte, error) {
	r, err := zlib.NewReader(bytes.NewReader(frame))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	inflated, err := io.ReadAll(io.LimitReader(r, maxPayload+1))
	if err == nil && len(inflated) > maxPayload {
		err = errors.New("it is too large")
	}
	return inflated, err
}

type outgoing struct {
	Op   int `json:"op"`
	Data any `json:"d"`
}

func (s *shard) identify() outgoing {
	return outgoing{opIdentify, map[string]any{
		"token": s.Token, "intents": s.intents(), "compress": true, "shard": [2]int{s.number, s.count},
		"properties": map[string]string{"os": runtime.GOOS, "browser": "footnote", "device": "footnote"},
	}}
}

func (s *shard) resume() outgoing {
	return outgoing{opResume, map[string]any{"token": s.Token, "session_id": s.session.ID, "seq": s.session.Sequence}}
}
