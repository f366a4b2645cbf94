package rest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
)

// A route identifies the limits of a request.
type route struct {
	name   string // method and path with {id} and {token}
	key    string // the same with the major parameters
	major  string // the major parameters alone: channel, guild, webhook and its token
	token  bool   // the path contains a token of its own, so the bot's is not sent
	secret string // that token
	exempt bool   // callbacks of interactions have no bucket
}

// parseRoute returns the route of a method and path.
// docs.discord.com/developers/topics/rate-limits
func parseRoute(method, path string) route {
	path, _, _ = strings.Cut(path, "?")
	parts := strings.Split(strings.Trim(path, "/"), "/")
	named := make([]string, len(parts))
	keyed := make([]string, len(parts))
	var r route
	for i, part := range parts {
		named[i], keyed[i] = part, part
		after := func(back int, names ...string) bool {
			if i < back {
				return false
			}
			for _, name := range names {
				if parts[i-back] == name && i == back {
					return true
				}
			}
			return false
		}
		switch {
		case after(1, "channels", "guilds"), after(1, "webhooks"):
			named[i], r.major = "{id}", part
		case after(2, "webhooks"), after(2, "interactions"):
			named[i], r.token, r.secret = "{token}", true, part
			r.major += "/" + part
		case isID(part):
			named[i], keyed[i] = "{id}", "{id}"
		}
	}
	r.name = method + " /" + strings.Join(named, "/")
	r.key = method + " /" + strings.Join(keyed, "/")
	r.exempt = r.token && parts[0] == "interactions"
	return r
}

func isID(part string) bool {
	return part != "" && strings.Trim(part, "0123456789") == ""
}

// encode returns the body with its content type.
func (r Request) encode() (kind string, body []byte, err error) {
	if r.Body == nil && len(r.Files) == 0 {
		return "", nil, nil
	}
	encoded, err := json.Marshal(r.Body)
	if err != nil {
		return "", nil, fmt.Errorf("discord: body: %w", err)
	}
	if len(r.Files) == 0 {
		return "application/json", encoded, nil
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	if err := part(w, `form-data; name="payload_json"`, "application/json", encoded); err != nil {
		return "", nil, err
	}
	for i, f := range r.Files {
		name := strings.NewReplacer(`"`, "", "\r", "", "\n", "").Replace(f.Name)
		if err := part(w, fmt.Sprintf(`form-data; name="files[%d]"; filename="%s"`, i, name), f.Type, f.Data); err != nil {
			return "", nil, err
		}
	}
	if err := w.Close(); err != nil {
		return "", nil, err
	}
	return w.FormDataContentType(), form.Bytes(), nil
}

func part(w *multipart.Writer, disposition, kind string, data []byte) error {
	p, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {disposition}, "Content-Type": {kind}})
	if err != nil {
		return err
	}
	_, err = p.Write(data)
	return err
}

func success(status int) bool { return status >= http.StatusOK && status < http.StatusMultipleChoices }
