package failure

import (
	"errors"
	"slices"
	"strings"

	"footnote/cmd/footnote/internal/env"
	"footnote/cmd/footnote/internal/term"
	"footnote/library/store"
)

// CheckServer rejects a database address that exposes its password to other users of the
// machine, and one of anything other than PostgreSQL. It also rejects one that a settings file of
// doubtful origin names, if a password from another source would be sent there.
func CheckServer(s *env.Settings, origins []env.Origin, data string) error {
	given := slices.ContainsFunc(origins, func(o env.Origin) bool { return o.Name == env.Data && o.Source == env.FromFlag })
	what := env.Data
	if given {
		what = "--data"
	}
	switch {
	case strings.Contains(data, "://") && !store.IsAddress(data): // it would become a directory of that name
		return &term.Failure{What: what, Err: errors.New("is no address of PostgreSQL"), Status: StatusUsage, Code: "configuration", Hint: "it is a directory, or like postgres://USER@HOST:5432/DATABASE"}
	case given && store.HasPassword(data):
		return WithPassword("--data")
	case !given && s.StrangeServer(store.HasPassword(data)):
		return &term.Failure{What: env.Data, Err: errors.New("a .env that is merely found does not decide which server is sent your password and articles"), Status: StatusUsage, Code: "configuration",
			Hint: "name the file with --env-file .env, set " + env.Data + " in the environment, or put the password into the address there"}
	}
	return nil
}

// WithPassword returns the error for an address with a password on the command line.
func WithPassword(what string) error {
	return &term.Failure{What: what, Err: errors.New("a password does not belong on a command line, which everybody on this machine can read"), Status: StatusUsage, Code: "usage",
		Hint: "put the address into " + env.Data + ", or the password into PGPASSWORD or the file of PGPASSFILE"}
}
