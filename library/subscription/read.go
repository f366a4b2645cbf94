package subscription

import (
	"context"
	"errors"
	"slices"
	"time"

	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/library"
	"footnote/library/store"
)

// read adds the articles of an item: one article, or those of an archive. each must call take for
// every file of the item. New articles replace those that were read from the item before.
func (r *run) read(ctx context.Context, i *store.Item, each func(take func(doc.File, error) error) error) error {
	var articles []string
	known, borrowed, whole := i.Fault, false, true
	unread := map[string]bool{} // sources that could not be read
	i.Fault = ""
	err := each(func(f doc.File, problem error) error {
		var added library.Added
		if problem == nil {
			added, problem = r.Library.Add(ctx, r.s.Scope, f, library.Origin{Key: f.Source, Subscription: r.s.ID}, r.passages(f))
		}
		var bad *doc.Error
		if errors.As(problem, &bad) {
			i.Fault, unread[f.Source], unread[bad.Source] = bad.Reason, true, true
			r.leaveOut(bad, known)
			return nil
		}
		if problem != nil {
			return problem
		}
		for _, u := range added.Article.Unread { // the next run tries them again
			if u.Again {
				i.Fault = u.Reason
			}
		}
		one, err := r.added(ctx, i, added)
		borrowed = borrowed || one
		articles = append(articles, added.Article.ID)
		return err
	})
	var bad *doc.Error
	if errors.As(err, &bad) {
		i.Fault, whole, err = bad.Reason, false, nil
		r.leaveOut(bad, known)
	}
	if err != nil {
		return err
	}
	if len(articles) == 0 { // the articles read before stay
		return nil
	}
	r.Read++
	for _, id := range i.Articles { // a file that cannot be read now is not gone
		if source, there := r.kept[id]; there && (!whole || unread[source]) && !slices.Contains(articles, id) {
			articles = append(articles, id)
		}
	}
	return r.supersede(ctx, i, articles, borrowed)
}

// passages tells how many passages of a file have their vectors; nil tells nobody.
func (r *run) passages(f doc.File) func(done, total int) {
	if r.o.Passages == nil {
		return nil
	}
	return func(done, total int) { r.o.Passages(f.Source, done, total) }
}

func (r *run) leaveOut(bad *doc.Error, known string) {
	if r.LeftOut++; !r.o.News || known != bad.Reason {
		r.tell(Event{Outcome: LeftOut, Item: bad.Source, Reason: bad.Reason, Hint: bad.Hint})
	}
}

// added records an article of an item, and reports whether the library had it from elsewhere.
func (r *run) added(ctx context.Context, i *store.Item, a library.Added) (borrowed bool, err error) {
	id := a.Article.ID
	if err := r.loadUsers(ctx); err != nil {
		return false, err
	}
	key, there := r.kept[id]
	borrowed = a.Change == store.Unchanged && there && key != a.Article.Source && len(r.users[id]) == 0 || i.Borrowed && slices.Contains(i.Articles, id)
	if a.Replaced != "" {
		delete(r.kept, a.Replaced)
	}
	if !there {
		r.kept[id] = a.Article.Source
	}
	r.users.add(id, r.s, i.Name)
	r.tell(Event{Outcome: Read, Item: i.Name, Added: &a})
	return borrowed, nil
}

// supersede records the new articles of an item. If the item was one article and is now another,
// the old one is removed, as when a file is added again. Articles that are no longer in an archive
// are treated as gone.
func (r *run) supersede(ctx context.Context, i *store.Item, articles []string, borrowed bool) error {
	before := i.Articles
	was := i.Borrowed
	i.Articles, i.Borrowed = articles, borrowed
	for _, id := range before {
		if slices.Contains(articles, id) {
			continue
		}
		r.users.drop(id, r.s, i.Name)
		_, there := r.kept[id]
		switch {
		case !there || was:
		case len(before) == 1 && len(articles) == 1:
			if _, err := r.remove(ctx, id); err != nil {
				return err
			}
		case r.prune():
			removed, err := r.remove(ctx, id)
			if err != nil {
				return err
			}
			if removed {
				r.Removed++
				r.tell(Event{Outcome: Removed, Item: i.Name, Reason: "no longer has the article " + id})
			}
		default:
			r.Gone++
			r.users.add(id, r.s, i.Name)
			i.Articles = append(i.Articles, id)
			r.tell(Event{Outcome: Gone, Item: i.Name, Reason: "no longer has the article " + id})
		}
	}
	return nil
}

func (r *run) prune() bool { return r.o.Prune || r.s.Prune }

// lost reports whether an item could not be read, or one of its articles is no longer in the
// library.
func (r *run) lost(i store.Item) bool {
	return i.Fault != "" || slices.ContainsFunc(i.Articles, func(id string) bool { _, there := r.kept[id]; return !there })
}

// gone reports that an item no longer exists, and deletes its articles if that was asked for.
func (r *run) gone(ctx context.Context, i store.Item, why string) error {
	known := i.Gone
	i.Gone, i.Checked = why, time.Now()
	switch {
	case len(i.Articles) == 0: // it never had an article
		if r.LeftOut++; !r.o.News || known == "" {
			r.tell(Event{Outcome: LeftOut, Item: fetch.Redacted(i.Name), Reason: why})
		}
		return r.save(ctx, i)
	case !r.prune():
		if r.Gone++; !r.o.News || known == "" {
			r.tell(Event{Outcome: Gone, Item: i.Name, Reason: why})
		}
		return r.save(ctx, i)
	}
	removed := false
	for _, id := range i.Articles {
		if err := r.loadUsers(ctx); err != nil {
			return err
		}
		if r.users.drop(id, r.s, i.Name); i.Borrowed {
			continue
		}
		was, err := r.remove(ctx, id)
		if err != nil {
			return err
		}
		removed = removed || was
	}
	if removed {
		r.Removed++
		r.tell(Event{Outcome: Removed, Item: i.Name, Reason: why})
	} else { // another item has the same article
		r.tell(Event{Outcome: Gone, Item: i.Name, Reason: why})
	}
	delete(r.items, i.Name)
	return r.Library.Store.DropItem(ctx, r.s.ID, i.Name)
}

// remove removes an article from the library, unless another item has the same article.
func (r *run) remove(ctx context.Context, id string) (was bool, err error) {
	if err := r.loadUsers(ctx); err != nil {
		return false, err
	}
	if len(r.users[id]) > 0 {
		return false, nil
	}
	delete(r.kept, id)
	_, was, err = r.Library.Remove(ctx, r.s.Scope, id)
	return was, err
}
