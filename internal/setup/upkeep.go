package setup

import (
	"context"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/corpus/site"
	"footnote/library"
	"footnote/library/store"
	"footnote/library/subscription"
)

// OwnWeb returns a fetcher for the operator: it reaches the public network and, without a
// proxy, the private hosts that the settings name. The caller closes it.
func (s *Settings) OwnWeb() (*fetch.Fetcher, error) {
	var private []string
	for _, host := range s.PrivateHosts {
		private = append(private, strings.ToLower(host))
	}
	return fetch.New(fetch.Options{UserAgent: s.Agent(), Private: private, Proxy: proxy(true, true)})
}

// Updater returns an updater for a library. public fetches pages for the scopes of Discord; if
// it is nil, OwnWeb's fetcher does. The caller calls done when finished.
func (s *Settings) Updater(l *library.Library, public subscription.Web, log *slog.Logger) (u *subscription.Updater, done func(), err error) {
	own, err := s.OwnWeb()
	if err != nil {
		return nil, nil, err
	}
	u = &subscription.Updater{Library: l, Web: public, Own: own, Log: log}
	if public == nil {
		u.Web = own
	}
	return u, own.Close, nil
}

// A Wish says how a source is to be kept up to date.
type Wish struct {
	Follow int           // depth of links to follow; 0 follows none
	Pages  int           // maximum number of pages of a site; 0 means the default
	Every  time.Duration // 0 means only on request
	Pause  time.Duration // minimum pause between two requests to a site
	Watch  bool
	Prune  bool
}

// Subscription returns the subscription for a source: of a page, a site or a folder. ok is
// false if the source is only to be added once. If the source is at fault, the error is a
// [*doc.Error] or a [*fetch.Error].
func (s *Settings) Subscription(ctx context.Context, source string, w Wish) (wish store.Subscription, ok bool, err error) {
	wish = store.Subscription{Name: source, Every: w.Every, Prune: w.Prune, Pause: w.Pause}
	if !IsAddress(source) {
		return s.folder(wish, w)
	}
	u, err := url.Parse(strings.TrimSpace(source))
	if err != nil {
		return wish, false, &doc.Error{Source: fetch.Redacted(source), Reason: "is not a web address", Hint: "copy the address again"}
	}
	wish.Name = site.Clean(u)
	listed := false
	if w.Follow == 0 {
		if listed, err = s.isSitemap(ctx, u); err != nil {
			return wish, false, err
		}
	}
	switch {
	case w.Watch:
		return wish, false, &doc.Error{Source: fetch.Redacted(source), Reason: "cannot be watched", Hint: "--every 24h has footnote serve fetch it again; footnote library sync does so at once"}
	case w.Follow > 0:
		wish.Kind, wish.Depth, wish.Most = store.Links, w.Follow, w.Pages
		if w.Pages == 0 {
			wish.Most = subscription.MostLinks
		}
	case listed:
		wish.Kind, wish.Most = store.Sitemap, w.Pages
		if w.Pages == 0 {
			wish.Most = subscription.MostItems
		}
	case w.Every != 0:
		wish.Kind = store.Page
	default:
		return wish, false, nil
	}
	return wish, true, nil
}

// isSitemap reports whether an address is that of a sitemap. It fetches it if the address looks
// like one.
func (s *Settings) isSitemap(ctx context.Context, u *url.URL) (bool, error) {
	path := strings.ToLower(u.Path)
	if !strings.HasSuffix(path, ".xml") && !site.Anything(path) && !strings.Contains(strings.ToLower(u.RequestURI()), "sitemap") {
		return false, nil
	}
	web, err := s.OwnWeb()
	if err != nil {
		return false, err
	}
	defer web.Close()
	page, err := web.Get(ctx, fetch.Request{Address: u.String(), Anything: true})
	return err == nil && site.IsSitemap(page.File), err
}

// folder returns the subscription for a folder that is to be watched or read again.
func (s *Settings) folder(wish store.Subscription, w Wish) (store.Subscription, bool, error) {
	if !w.Watch && w.Every == 0 && w.Follow == 0 {
		return wish, false, nil
	}
	path, err := Folder(wish.Name)
	if err != nil {
		return wish, false, err
	}
	if w.Follow > 0 {
		return wish, false, &doc.Error{Source: wish.Name, Reason: "has no links to follow", Hint: "--follow is for web addresses"}
	}
	wish.Name, wish.Kind = path, store.Folder
	return wish, true, nil
}

// SubscriptionName returns the name of a source's subscription, which does not depend on the
// working directory.
func SubscriptionName(source string) string {
	if IsAddress(source) {
		if u, err := url.Parse(source); err == nil {
			return site.Clean(u)
		}
		return source
	}
	if path, err := Folder(source); err == nil {
		return path
	}
	if path, err := filepath.Abs(source); err == nil { // a folder that no longer exists
		return path
	}
	return source
}

// Folder returns the absolute path of a folder. If name is not a folder, the error is a
// [*doc.Error].
func Folder(name string) (string, error) {
	path, err := filepath.EvalSymlinks(name)
	if err == nil {
		path, err = filepath.Abs(path)
	}
	if err != nil {
		return "", doc.OpenError(name, err)
	}
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return "", &doc.Error{Source: name, Reason: "is not a folder", Hint: "footnote library add adds a file; folders and web addresses are kept up to date"}
	}
	return path, nil
}
