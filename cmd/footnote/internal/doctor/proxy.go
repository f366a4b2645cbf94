package doctor

import (
	"fmt"
	"strings"

	"footnote/internal/setup"
)

// checkProxy says what goes through a proxy. It returns nothing if none is set.
func checkProxy() (all []Check) {
	const name = "proxy"
	var named []string
	for _, v := range setup.Proxies() {
		if v.Proxy == "" {
			all = append(all, Check{name, "warn", v.Name + " is no address of a proxy", "it is like http://proxy.example:3128"})
			continue
		}
		named = append(named, fmt.Sprintf("%s (%s)", v.Proxy, v.Name))
	}
	if len(named) == 0 {
		return all
	}
	detail := "pages, language models and Discord are reached through " + strings.Join(named, ", ")
	if without := setup.NoProxy(); without != "" {
		detail += "; without it (NO_PROXY): " + without
	}
	return append(all, Check{name, "ok", detail, ""})
}
