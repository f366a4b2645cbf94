package doctor

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"footnote/cmd/footnote/internal/term"
	"footnote/library/lease"
	"footnote/library/store"
)

// checkServes lists the processes that share a database, and which of the bot's shards each
// runs.
func (d Doctor) checkServes(ctx context.Context) Check {
	const name = "serves"
	db, err := d.Setup.StoreToRead(ctx)
	if err != nil {
		return d.failing(name, err)
	}
	if db == nil {
		return Check{name, "off", "nothing is kept yet", ""}
	}
	defer db.Close()
	processes, err := held(ctx, db, lease.Process)
	if err != nil {
		return d.failing(name, err)
	}
	shards, err := held(ctx, db, lease.Shard)
	if err != nil {
		return d.failing(name, err)
	}
	of := map[string][]string{}
	for _, one := range shards {
		of[one.Holder] = append(of[one.Holder], one.Key)
	}
	detail := "nobody serves this database now"
	if len(processes) > 0 {
		var parts []string
		for _, one := range processes {
			slices.Sort(of[one.Key])
			parts = append(parts, strings.Join(append([]string{term.Count(len(of[one.Key]), "shard")}, of[one.Key]...), " "))
		}
		detail = fmt.Sprintf("processes: %d, with %s", len(processes), strings.Join(parts, "; "))
	}
	return Check{name, "ok", detail, ""}
}

// held returns the leases of a kind that have not expired.
func held(ctx context.Context, db *store.Library, kind string) ([]store.Holding, error) {
	all, err := db.Leases(ctx, kind)
	return slices.DeleteFunc(all, func(one store.Holding) bool { return one.Left <= 0 || one.Holder == "" }), err
}
