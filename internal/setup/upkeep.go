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

// SubscriptionOptions say how a source is to be kept up to date.
type SubscriptionOptions struct {
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
func (s *Settings) Subscription(ctx context.Context, source string, o SubscriptionOptions) (sub store.Subscription, ok bool, err error) {
	sub = store.Subscription{Name: source, Every: o.Every, Prune: o.Prune, Pause: o.Pause}
	if !IsAddress(source) {
		return s.folder(sub, o)
	}
	u, err := url.Parse(strings.TrimSpace(source))
	if err != nil {
		return sub, false, &doc.Error{Source: fetch.Redacted(source), Reason: "is not a web address", Hint: "copy the address again"}
	}
	sub.Name = site.Clean(u)
	listed := false
	if o.Follow == 0 {
		if listed, err = s.isSitemap(ctx, u); err != nil {
			return sub, false, err
		}
	}
	switch {
	case o.Watch:
		return sub, false, &doc.Error{Source: fetch.Redacted(source), Reason: "cannot be watched", Hint: "--every 24h has footnote serve fetch it again; footnote library sync does so at once"}
	case o.Follow > 0:
		sub.Kind, sub.Depth, sub.Most = store.Links, o.Follow, o.Pages
		if o.Pages == 0 {
			sub.Most = subscription.MostLinks
		}
	case listed:
		sub.Kind, sub.Most = store.Sitemap, o.Pages
		if o.Pages == 0 {
			sub.Most = subscription.MostItems
		}
	case o.Every != 0:
		sub.Kind = store.Page
	default:
		return sub, false, nil
	}
	return sub, true, nil
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
func (s *Settings) folder(sub store.Subscription, o SubscriptionOptions) (store.Subscription, bool, error) {
	if !o.Watch && o.Every == 0 && o.Follow == 0 {
		return sub, false, nil
	}
	path, err := Folder(sub.Name)
	if err != nil {
		return sub, false, err
	}
	if o.Follow > 0 {
		return sub, false, &doc.Error{Source: sub.Name, Reason: "has no links to follow", Hint: "--follow is for web addresses"}
	}
	sub.Name, sub.Kind = path, store.Folder
	return sub, true, nil
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
