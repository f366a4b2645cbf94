package access_test

import (
	"testing"

	"footnote/library/access"
)

// TestAllows checks that a viewer needs both a channel and a role if the rule has both, and that
// unknown channels and unreadable rules allow nobody but keepers.
func TestAllows(t *testing.T) {
	channel, role, both := access.Rule{Channels: []string{"c"}}, access.Rule{Roles: []string{"r"}}, access.Rule{Channels: []string{"c", "d"}, Roles: []string{"r", "s"}}
	holder, manager := access.Viewer{Places: []string{"thread", "c"}, Roles: []string{"x", "r"}}, access.Viewer{Places: []string{"c"}, Manager: true}
	elsewhere := access.Viewer{Places: []string{"e"}, Roles: []string{"r"}, Manager: true}
	for name, c := range map[string]struct {
		rule   access.Rule
		viewer access.Viewer
		want   bool
	}{
		"no rule":                     {access.Rule{}, access.Viewer{}, true},
		"a thread of the channel":     {channel, holder, true},
		"another channel":             {channel, elsewhere, false},
		"no channel is known":         {channel, access.Viewer{Roles: []string{"c"}}, false},
		"an empty channel":            {access.Rule{Channels: []string{""}}, access.Viewer{Places: []string{""}}, false},
		"the role":                    {role, holder, true},
		"no role":                     {role, access.Viewer{Places: []string{"r"}}, false},
		"who manages":                 {role, manager, true},
		"others listen":               {role, holder.AsHeard(), false},
		"others listen to a manager":  {role, manager.AsHeard(), false},
		"others listen in a channel":  {channel, holder.AsHeard(), true},
		"both":                        {both, holder, true},
		"both, the role alone":        {both, elsewhere, false},
		"both, the channel alone":     {both, access.Viewer{Places: []string{"d"}}, false},
		"who looks after them":        {both, access.Viewer{All: true}, true},
		"unreadable":                  {access.Read(`{"roles":`), manager, false},
		"unreadable, an odd form":     {access.Read(`[]`), manager, false},
		"unreadable, another program": {access.Read(`{"people":["1"]}`), manager, false},
		"unreadable, a keeper":        {access.Read(`{"roles":`), access.Viewer{All: true}, true},
	} {
		if got := c.rule.Allows(c.viewer); got != c.want {
			t.Errorf("%s: allowed %v", name, got)
		}
		if again := access.Read(c.rule.Kept()); again.Allows(c.viewer) != c.want {
			t.Errorf("%s: stored as %s, allowed %v", name, c.rule.Kept(), !c.want)
		}
	}
	if rules := (access.Rules{"a": role}); !rules.Confides(holder) || rules.Confides(elsewhere) != true || rules.Confides(access.Viewer{}) {
		t.Error("Confides is wrong about who must be answered in private")
	}
	if rules := (access.Rules{"a": channel}); rules.Confides(holder) || !rules.Hides(elsewhere) || rules.Hides(holder) {
		t.Error("a channel's articles are for everybody in it")
	}
}

// TestChange checks that channels and roles can be added to a rule and removed from it.
func TestChange(t *testing.T) {
	r, err := access.Rule{}.With("c", "r")
	if err != nil {
		t.Fatal(err)
	}
	if r, err = r.With("d", ""); err != nil || len(r.Channels) != 2 || len(r.Roles) != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	if _, err := r.With("", ""); err != access.ErrNothing {
		t.Errorf("nothing: %v", err)
	}
	if less := r.Without("c", ""); len(less.Channels) != 1 || len(r.Channels) != 2 {
		t.Errorf("%+v of %+v", less, r)
	}
	if !r.Without("", "").IsOpen() || !r.Without("c", "r").Without("d", "").IsOpen() {
		t.Error("the rule is not open again")
	}
	for n := range access.Most {
		if r, err = r.With(string(rune('A'+n)), ""); err != nil && n < access.Most-2 {
			t.Fatal(n, err)
		}
	}
	if err != access.ErrTooMany {
		t.Errorf("too many: %v", err)
	}
}
