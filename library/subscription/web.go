package subscription

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"time"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/corpus/site"
	"footnote/library/store"
)

// page looks at a single page. Where it is gone, that is all there is to tell.
func (r *run) page(ctx context.Context) error {
	if i := r.items[r.s.Name]; !r.o.Again && len(i.Articles) > 0 && r.lost(i) && i.Fault == "" {
		return r.unwanted(ctx, i)
	}
	_, before := r.items[r.s.Name]
	if _, err := r.check(ctx, store.Item{Name: r.s.Name}, 1); err != nil {
		return err
	}
	if _, still := r.items[r.s.Name]; still || !before {
		return nil
	}
	_, err := r.Library.Store.Unsubscribe(ctx, r.s.Scope, r.s.Name)
	return err
}

// unwanted ends the subscription of a page whose article somebody has removed, once it
// cannot be restored any more.
func (r *run) unwanted(ctx context.Context, i store.Item) error {
	removed, err := r.Library.Removed(ctx, r.s.Scope)
	if err != nil {
		return err
	}
	for _, one := range removed {
		if slices.Contains(i.Articles, one.ID) {
			return nil
		}
	}
	_, err = r.Library.Store.Unsubscribe(ctx, r.s.Scope, r.s.Name)
	return err
}

// sitemap looks at the pages that a sitemap lists, and at what it lists no longer.
func (r *run) sitemap(ctx context.Context) error {
	list, err := r.list(ctx)
	if err != nil {
		if len(r.items) > 0 && ctx.Err() == nil {
			r.tell(Event{Outcome: Kept, Item: fetch.Redacted(r.s.Name), Reason: "cannot be read, so no page is taken to be gone"})
		}
		return err
	}
	for _, problem := range list.Problems {
		r.failed(problem)
	}
	if list.Elsewhere > 0 {
		r.LeftOut += list.Elsewhere
		r.tell(Event{Outcome: LeftOut, Item: fetch.Redacted(r.s.Name), Reason: fmt.Sprintf("lists %d addresses that are not of this site", list.Elsewhere)})
	}
	for _, address := range list.Pages {
		if _, err := r.check(ctx, store.Item{Name: address}, len(list.Pages)); err != nil {
			return err
		}
	}
	return r.unlisted(ctx, list)
}

func (r *run) list(ctx context.Context) (site.List, error) {
	top, err := r.site.Get(ctx, fetch.Request{Address: r.s.Name, Stay: true, Anything: true})
	if err != nil {
		return site.List{}, err
	}
	return site.Read(ctx, r.site, top.File, r.s.Most)
}

// unlisted are the items that a sitemap had and has no longer. Where not all of it could
// be read, nobody knows which these are.
func (r *run) unlisted(ctx context.Context, list site.List) error {
	listed := map[string]bool{}
	for _, address := range list.Pages {
		listed[address] = true
	}
	var missing []store.Item
	for _, i := range r.items {
		if !listed[i.Name] {
			missing = append(missing, i)
		}
	}
	why := ""
	switch {
	case len(missing) == 0:
		return nil
	case len(list.Problems) > 0:
		why = fmt.Sprintf("does not list %d pages that it had, but %d of its sitemaps could not be read, so none is taken to be gone", len(missing), len(list.Problems))
	case len(list.Pages) == 0:
		why = "lists no page of this site, so none is taken to be gone"
	}
	if why != "" {
		r.tell(Event{Outcome: Kept, Item: fetch.Redacted(r.s.Name), Reason: why})
		return nil
	}
	slices.SortFunc(missing, func(a, b store.Item) int { return cmp.Compare(a.Name, b.Name) })
	for _, i := range missing {
		if err := r.vanished(ctx, i, "is no longer in the sitemap"); err != nil {
			return err
		}
	}
	return nil
}

// vanished is an item that is not there any more. One that was never read is forgotten
// without a word.
func (r *run) vanished(ctx context.Context, i store.Item, why string) error {
	if len(i.Articles) > 0 {
		return r.gone(ctx, i, why)
	}
	delete(r.items, i.Name)
	return r.Library.Store.DropItem(ctx, r.s.ID, i.Name)
}

// links looks at a page, those that it links to, and so on. A page that nothing links to
// any longer is still one.
func (r *run) links(ctx context.Context) error {
	if _, known := r.items[r.s.Name]; !known {
		r.items[r.s.Name] = store.Item{Name: r.s.Name}
	}
	var queue []store.Item
	for _, i := range r.items {
		queue = append(queue, i)
	}
	slices.SortFunc(queue, func(a, b store.Item) int {
		return cmp.Or(cmp.Compare(a.Depth, b.Depth), cmp.Compare(a.Name, b.Name))
	})
	bounded := false
	for n := 0; n < len(queue); n++ {
		i := queue[n]
		found, err := r.check(ctx, i, len(queue))
		if err != nil {
			return err
		}
		if i.Depth >= r.s.Depth || !site.IsPage(found) {
			continue
		}
		var more []store.Item
		for _, address := range site.Links(found, r.s.Name) {
			if _, known := r.items[address]; known {
				continue
			}
			if len(r.items) >= r.s.Most {
				bounded = true
				break
			}
			next := store.Item{Name: address, Depth: i.Depth + 1}
			r.items[address] = next
			more = append(more, next)
		}
		queue = append(queue, more...)
		if err := r.save(ctx, append(more, r.checked(i.Name))...); err != nil {
			return err
		}
	}
	if bounded {
		r.tell(Event{Outcome: LeftOut, Item: fetch.Redacted(r.s.Name), Reason: fmt.Sprintf("leads to more than %d pages; the rest is not followed", r.s.Most), Hint: "raise --pages"})
	}
	return nil
}

// checked is an item whose links are kept now, too.
func (r *run) checked(name string) store.Item {
	i := r.items[name]
	i.Checked = time.Now()
	return i
}

// check fetches a page and reads it where it is new or has changed. It returns what was
// found, which has no Data where that is unchanged.
func (r *run) check(ctx context.Context, i store.Item, total int) (found doc.File, err error) {
	if known, ok := r.items[i.Name]; ok {
		i = known
	}
	if r.over(i) {
		r.progress(total)
		return doc.File{}, nil
	}
	again := r.o.Again && r.lost(i)
	q := fetch.Request{Address: i.Name, ETag: i.ETag, Modified: i.Modified, Stay: r.s.Kind != store.Page}
	if again || len(i.Hash) == 0 {
		q.ETag, q.Modified = "", ""
	}
	page, err := r.site.Get(ctx, q)
	r.progress(total)
	var failed *fetch.Error
	if errors.As(err, &failed) {
		if i.Name == r.s.Name && len(i.Hash) == 0 { // where it was to begin
			return doc.File{}, failed
		}
		return doc.File{}, r.unfetched(ctx, i, failed)
	}
	if err != nil {
		return doc.File{}, err
	}
	hash := sha256.Sum256(page.Data)
	same := page.Unchanged || bytes.Equal(hash[:], i.Hash) && !again
	i.Gone, i.Checked = "", time.Now()
	if page.ETag != "" || page.Modified != "" || !page.Unchanged {
		i.ETag, i.Modified = page.ETag, page.Modified
	}
	if same {
		r.Unchanged++
		if len(i.Articles) > 0 {
			i.Fault = "" // it can be got again
		}
	} else {
		i.Hash = hash[:]
		err = r.read(ctx, &i, func(take func(doc.File, error) error) error { return corpus.Unpack(ctx, page.File, take) })
		if err != nil {
			return doc.File{}, err
		}
	}
	if r.s.Kind == store.Links && i.Depth < r.s.Depth && len(page.Data) > 0 && site.IsPage(page.File) {
		r.items[i.Name] = i // kept with its links, together
		return page.File, nil
	}
	return page.File, r.save(ctx, i)
}

// unfetched keeps why a page could not be got.
func (r *run) unfetched(ctx context.Context, i store.Item, why *fetch.Error) error {
	if why.Gone() {
		return r.gone(ctx, i, why.Reason)
	}
	known := i.Fault
	i.Checked, i.Fault = time.Now(), why.Reason
	if why.Passing() {
		r.failed(why)
	} else if r.LeftOut++; !r.o.News || known != i.Fault {
		r.tell(Event{Outcome: LeftOut, Item: why.Address, Reason: why.Reason, Hint: why.Hint})
	}
	return r.save(ctx, i)
}

// failed tells of what the next run tries again.
func (r *run) failed(err error) {
	r.Failed++
	e := Event{Outcome: Failed, Reason: err.Error()}
	var address *fetch.Error
	var bad *doc.Error
	switch {
	case errors.As(err, &address):
		e.Item, e.Reason, e.Hint = address.Address, address.Reason, address.Hint
	case errors.As(err, &bad):
		e.Item, e.Reason, e.Hint = bad.Source, bad.Reason, bad.Hint
	}
	r.tell(e)
}
