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

	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/corpus/site"
	"footnote/library/store"
)

// page looks at a single page.
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

// unwanted ends the subscription of a page whose article was removed by somebody, once the article
// can no longer be restored.
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

// sitemap looks at the pages that a sitemap lists, and at those that it no longer lists.
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

// unlisted handles the items that a sitemap no longer lists. If the sitemap could not be read
// completely, it is unknown which these are, and nothing is done.
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

// vanished handles an item that no longer exists. One that was never read is dropped silently.
func (r *run) vanished(ctx context.Context, i store.Item, why string) error {
	if len(i.Articles) > 0 {
		return r.gone(ctx, i, why)
	}
	delete(r.items, i.Name)
	return r.Library.Store.DropItem(ctx, r.s.ID, i.Name)
}

// links looks at a page, the pages that it links to, and so on. A known page that is no longer
// linked to is still looked at.
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

// checked returns an item, marked as done together with its links.
func (r *run) checked(name string) store.Item {
	i := r.items[name]
	i.Checked = time.Now()
	return i
}

// check fetches a page and reads it if it is new or has changed. It returns the fetched file,
// without Data if the page has not changed.
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
		if i.Name == r.s.Name && len(i.Hash) == 0 { // the first page, without which there is nothing to do
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
			i.Fault = "" // it can be fetched again
		}
	} else {
		i.Hash = hash[:]
		err = r.read(ctx, &i, func(take func(doc.File, error) error) error {
			return r.Library.Reader.Files().Unpack(ctx, page.File, take)
		})
		if err != nil {
			return doc.File{}, err
		}
	}
	if r.s.Kind == store.Links && i.Depth < r.s.Depth && len(page.Data) > 0 && site.IsPage(page.File) {
		r.items[i.Name] = i // stored later, together with its links
		return page.File, nil
	}
	return page.File, r.save(ctx, i)
}

// unfetched records why a page could not be fetched.
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

// failed reports an error after which the next run tries again.
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
