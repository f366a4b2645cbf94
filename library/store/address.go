package store

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
)

// IsAddress reports whether a place is the address of a PostgreSQL server rather than the path
// of a file.
func IsAddress(place string) bool {
	return strings.HasPrefix(place, "postgres://") || strings.HasPrefix(place, "postgresql://")
}

// HasPassword reports whether an address contains a password, or something that may be one.
// Passwords do not belong on a command line, which every user of the machine can read.
func HasPassword(address string) bool {
	if !IsAddress(address) {
		return false
	}
	_, rest, _ := strings.Cut(address, "://")
	before, query, _ := strings.Cut(rest, "?")
	if at := strings.LastIndex(before, "@"); at >= 0 && strings.Contains(before[:at], ":") {
		return true
	}
	values, err := url.ParseQuery(query)
	return err != nil || values.Has("password") || values.Has("sslpassword")
}

// Shown returns a place without its password, for display.
func Shown(place string) string {
	if !IsAddress(place) {
		return place
	}
	config, err := pgx.ParseConfig(place)
	if err != nil {
		return hidden
	}
	return formatConnection(config)
}

// hidden is shown in place of an address that cannot be parsed.
const hidden = "postgres://…"

// formatConnection returns the user, the hosts, the database and the schema of a connection.
func formatConnection(c *pgx.ConnConfig) string {
	var hosts []string
	socket := ""
	add := func(host string, port uint16) {
		name := host + ":" + strconv.Itoa(int(port))
		switch {
		case strings.HasPrefix(host, "/"):
			socket = "?host=" + host
			return
		case strings.Contains(host, ":"):
			name = "[" + host + "]:" + strconv.Itoa(int(port))
		}
		if !slices.Contains(hosts, name) {
			hosts = append(hosts, name)
		}
	}
	add(c.Host, c.Port)
	for _, f := range c.Fallbacks {
		add(f.Host, f.Port)
	}
	place := fmt.Sprintf("postgres://%s@%s/%s%s", url.PathEscape(c.User), strings.Join(hosts, ","), url.PathEscape(c.Database), socket)
	switch schema := c.RuntimeParams["search_path"]; {
	case schema == "":
		return place
	case socket == "":
		return place + "?search_path=" + schema
	default:
		return place + "&search_path=" + schema
	}
}
