package discordtest

import (
	"crypto/hmac"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// RouteCDN is the route of uploaded files, for use with Fault and Requests.
const RouteCDN = "GET /attachments"

// serveFile serves the CDN. Requests must not send a token.
func (d requestServer) serveFile(w http.ResponseWriter, r *http.Request) {
	c := &call{Request: r, route: RouteCDN}
	if r.Header.Get("Authorization") != "" {
		d.recordViolation("%s: the CDN was sent a token", c.route)
	}
	f := d.fault(c)
	if f != nil && !f.After && f.hit(w, c, d.Discord) {
		return
	}
	a, status := d.stored(r)
	d.record(c, status)
	if status != http.StatusOK {
		http.Error(w, "This content is no longer available.", status)
		return
	}
	name, _ := storedName(a.Name)
	w.Header().Set("Content-Type", a.contentType())
	w.Header().Set("Content-Length", strconv.Itoa(len(a.Data)))
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	half := len(a.Data) / 2
	_, _ = w.Write(a.Data[:half]) // the client may be gone
	if f != nil && f.After {
		_ = http.NewResponseController(w).Flush()
		if f.hit(w, c, d.Discord) {
			return
		}
	}
	_, _ = w.Write(a.Data[half:])
}

func (a *attachment) contentType() string {
	if a.Type == "" {
		return "application/octet-stream"
	}
	return a.Type
}

// stored returns the file for a URL that the fake has signed and that has not expired.
func (d requestServer) stored(r *http.Request) (*attachment, int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	query := r.URL.Query()
	ex := query.Get("ex")
	if !hmac.Equal([]byte(query.Get("hm")), []byte(signature(r.URL.Path, ex, query.Get("is")))) {
		return nil, http.StatusForbidden
	}
	parts := strings.Split(r.URL.Path, "/")
	a := d.attachments[parts[len(parts)-2]]
	expires, err := strconv.ParseInt(ex, 16, 64)
	if a == nil || err != nil || time.Now().Unix() > expires || a.message != nil && (a.message.deleted || a.message.findAttachment(a.ID) == nil) {
		return nil, http.StatusNotFound
	}
	return a, http.StatusOK
}
