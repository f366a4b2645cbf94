package main

import (
	"bufio"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// goroutines returns the number of goroutines according to the bot's /metrics, or 0 if the
// bot has none.
func (c *child) goroutines() int {
	if c.status == "" {
		return 0
	}
	client := http.Client{Timeout: 5 * time.Second}
	defer client.CloseIdleConnections()
	response, err := client.Get("http://" + c.status + "/metrics")
	if err != nil {
		return 0
	}
	defer response.Body.Close()
	lines := bufio.NewScanner(response.Body)
	for lines.Scan() {
		if value, found := strings.CutPrefix(lines.Text(), "go_goroutines "); found {
			n, err := strconv.Atoi(value)
			if err != nil {
				return 0
			}
			return n
		}
	}
	return 0
}
