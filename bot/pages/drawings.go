package pages

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"footnote/corpus/picture"
	"footnote/library/store"
)

// maxDrawings is how many pictures are cached, of some 100 KB each. The pages of an answer
// that many people look at are drawn once.
const maxDrawings = 32

// drawings is a cache of pictures, the most recently used first.
type drawings struct {
	mu  sync.Mutex
	all []drawing
}

type drawing struct {
	key string
	picture.Picture
}

func newDrawings() *drawings { return &drawings{} }

// draw returns the picture of a page of a file, from the cache if it is there.
func (d *drawings) draw(ctx context.Context, drawer picture.Drawer, scope store.Scope, id string, data []byte, page picture.Page) (picture.Picture, error) {
	key := fmt.Sprintf("%s %s %d %d", scope, id, len(data), page.Number)
	for _, q := range page.Quotations {
		key += fmt.Sprintf(" %q %q", q.Before, q.Text)
	}
	if known, ok := d.find(key); ok {
		return known, nil
	}
	drawn, err := picture.Draw(ctx, drawer, data, page)
	if err == nil {
		d.keep(key, drawn)
	}
	return drawn, err
}

func (d *drawings) find(key string) (picture.Picture, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	i := slices.IndexFunc(d.all, func(one drawing) bool { return one.key == key })
	if i < 0 {
		return picture.Picture{}, false
	}
	one := d.all[i]
	d.all = slices.Insert(slices.Delete(d.all, i, i+1), 0, one)
	return one.Picture, true
}

func (d *drawings) keep(key string, drawn picture.Picture) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.all = slices.Insert(d.all, 0, drawing{key, drawn})
	d.all = d.all[:min(len(d.all), maxDrawings)]
}
