package fetch

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// refusal returns the error for a status other than success.
func refusal(r *http.Response) error {
	code := strconv.Itoa(r.StatusCode)
	failure := &Error{Kind: Status, Reason: "answers " + code, Code: r.StatusCode}
	switch {
	case r.StatusCode == http.StatusOK, r.StatusCode == http.StatusNonAuthoritativeInfo:
		return nil
	case r.StatusCode == http.StatusNoContent:
		return &Error{Kind: Unsuitable, Reason: "is empty"}
	case r.StatusCode == http.StatusUnauthorized:
		failure.Reason, failure.Hint = "wants a password (401)", "save the page and add the file"
	case r.StatusCode == http.StatusForbidden:
		failure.Reason, failure.Hint = "is not shown to programs (403)", "save the page and add the file"
	case r.StatusCode == http.StatusNotFound, r.StatusCode == http.StatusGone:
		failure.Hint = "check the address; the page may be gone"
	case r.StatusCode == http.StatusTooManyRequests, r.StatusCode == http.StatusServiceUnavailable:
		failure.Hint = "try again later"
		if wait := retryAfter(r.Header.Get("Retry-After")); wait > 0 {
			failure.Reason, failure.Wait = fmt.Sprintf("asks to come back in %s (%s)", span(wait), code), wait
		}
	}
	return failure
}

// retryAfter parses a Retry-After header, in seconds or as a date. It returns 0 if it is
// missing or invalid.
func retryAfter(header string) time.Duration {
	const longest = 30 * 24 * time.Hour
	var wait time.Duration
	if seconds, err := strconv.ParseUint(strings.TrimSpace(header), 10, 31); err == nil {
		wait = time.Duration(seconds) * time.Second
	} else if date, err := http.ParseTime(header); err == nil {
		wait = time.Until(date)
	}
	if wait > longest {
		return 0
	}
	return wait
}

// span formats a duration for display, rounded up.
func span(d time.Duration) string {
	switch {
	case d <= 2*time.Minute:
		return fmt.Sprintf("%d s", (d+time.Second-1)/time.Second)
	case d <= 2*time.Hour:
		return fmt.Sprintf("%d minutes", (d+time.Minute-1)/time.Minute)
	}
	return fmt.Sprintf("%d hours", (d+time.Hour-1)/time.Hour)
}
