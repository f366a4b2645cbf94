package main

import "footnote/library/subscription"

type librarySync struct {
	Names []string `arg:"" complete:"subscription" optional:"" name:"folder|address" help:"Folders, and addresses that were added with --every, --follow or as sitemaps. Without any, all of them."`
	Prune bool     `help:"Delete the articles of pages and files that are gone."`
	List  bool     `help:"Only list what the library is kept up to date with." xor:"what"`
	Stop  bool     `help:"Keep it up to date no longer; the articles stay." xor:"what"`
}

func (librarySync) Help() string {
	return `Takes what is new and what has changed, once, and tells of what is gone. A folder that is named for the first time is taken
up. Of the web, only what has changed is sent again, as far as the site tells.

  footnote library sync notes/
  footnote library sync --prune`
}

func (c *librarySync) Run(a *app) error {
	return a.adding(func(r *adding) error {
		all, err := r.upkeep.Named(r.ctx, c.Names, !c.List && !c.Stop)
		if err != nil {
			return err
		}
		if c.List {
			r.listed, err = r.upkeep.List(all)
			return err
		}
		if len(all) == 0 {
			r.note("nothing is kept up to date; library add --every, library add SITEMAP and library sync FOLDER begin to")
		}
		r.upkeep.Uncounted(len(all))
		for _, s := range all {
			if c.Stop {
				err = r.upkeep.Stop(r.ctx, s)
			} else {
				err = r.upkeep.Run(r.ctx, s, subscription.Options{Prune: c.Prune})
			}
			if err = r.unlessOfSource(err); err != nil {
				return err
			}
		}
		return nil
	})
}
