package rest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footnote/bot/rest"
)

var errNoRoute = errors.New("no route to host")

// broken is a transport whose error contains the whole request.
type broken struct{}

func (broken) RoundTrip(req *http.Request) (*http.Response, error) {
	return nil, &url.Error{Op: req.Method, URL: req.URL.String(), Err: errNoRoute}
}

// TestNoTokenIsTold checks that tokens are in no error, log or metric, whatever goes wrong.
func TestNoTokenIsTold(t *testing.T) {
	away := func(r *rig) { r.pipe.Close() }
	for name, test := range map[string]struct {
		options rest.Options
		answer  answer
		before  func(*rig)
		request rest.Request
	}{
		"success":                {},
		"404":                    {answer: reply(http.StatusNotFound, `{"code":10015,"message":"Unknown Webhook"}`)},
		"401":                    {answer: reply(http.StatusUnauthorized, "{}")},
		"429":                    {answer: inTurn(refused(limitBody), fine)},
		"429, too long":          {answer: refused(`{"retry_after":3600}`)},
		"500":                    {answer: failures["500"]},
		"a network that is away": {before: away},
		"a dropped connection":   {answer: drop},
		"half an answer":         {answer: cut},
		"silence":                {answer: silent},
		"not HTTP":               {answer: hijack("HTTQ what?\r\n\r\n")},
		"HTTP/0.0":               {answer: hijack("HTTP/1.1 banana\r\n\r\n")},
		"not JSON":               {answer: reply(http.StatusOK, "<html>"), request: rest.Request{Out: &struct{}{}}},
		"JSON of another kind":   {answer: reply(http.StatusOK, `[1]`), request: rest.Request{Out: &struct{}{}}},
		"elsewhere":              {answer: elsewhere("")},
		"nowhere":                {answer: elsewhere("%zz")},
		"404 with an echo":       {answer: echo(http.StatusNotFound, `{"code":10015,"message":"what is %s?"}`)},
		"a header with an echo":  {answer: hijackEcho},
		"a bad address":          {request: rest.Request{Path: original + "%zz"}},
		"a bad base":             {options: rest.Options{Base: "http://discord:port/api/v10"}},
		"a bad method":           {request: rest.Request{Method: "PO ST"}},
		"a bad token":            {options: rest.Options{Token: botToken + "\n"}, request: rest.Request{Path: messages}},
		"a bad body":             {request: rest.Request{Body: func() {}}},
		"an open-hearted error":  {options: rest.Options{Transport: broken{}}},
	} {
		for _, path := range []string{original, callback, messages} {
			t.Run(name+strings.ReplaceAll(path, "/", " "), func(t *testing.T) {
				var observed []rest.Call
				test.options.Observe = func(c rest.Call) { observed = append(observed, c) }
				if test.answer == nil {
					test.answer = fine
				}
				inBubble(t, test.options, test.answer, func(r *rig) {
					if test.before != nil {
						test.before(r)
					}
					request := test.request
					if request.Method == "" {
						request.Method = "POST"
					}
					if request.Path == "" {
						request.Path = path
					}
					ctx, cancel := context.WithTimeout(context.Background(), 2*time.Hour)
					defer cancel()
					err := r.client.Do(ctx, request)
					told := fmt.Sprintf("%v\n%+v\n%#v\n%q\n%s\n%v", err, err, err, chain(err), r.logged, observed)
					for _, secret := range []string{botToken, askToken} {
						if strings.Contains(told, secret) {
							t.Errorf("%s is revealed:\n%s", secret, told)
						}
					}
				})
			})
		}
	}
}

// TestTheReasonIsTold checks that an error hides the address, but not the reason.
func TestTheReasonIsTold(t *testing.T) {
	inBubble(t, rest.Options{Transport: broken{}}, nil, func(r *rig) {
		if err := r.do("PATCH", original); !errors.Is(err, errNoRoute) || strings.Contains(err.Error(), "http://") {
			t.Errorf("got %v", err)
		}
	})
}

// chain returns the texts of all errors in an error.
func chain(err error) (all []string) {
	for ; err != nil; err = errors.Unwrap(err) {
		all = append(all, err.Error())
	}
	return all
}

// hijack responds with something that is not HTTP.
func hijack(text string) answer {
	return func(w http.ResponseWriter, _ *http.Request, _ arrival) {
		connection, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		defer connection.Close()
		connection.Write([]byte(text))
	}
}

// echo responds with the address of the request and its headers.
func echo(status int, form string) answer {
	return func(w http.ResponseWriter, req *http.Request, a arrival) {
		reply(status, fmt.Sprintf(form, req.URL.Path+" "+req.Header.Get("Authorization")))(w, req, a)
	}
}

// elsewhere redirects the client to the same address with a suffix.
func elsewhere(end string) answer {
	return func(w http.ResponseWriter, req *http.Request, a arrival) {
		reply(http.StatusFound, "", "Location", "http://discord"+req.URL.Path+end)(w, req, a)
	}
}

// hijackEcho is like echo, in a header that cannot be parsed; Go's error quotes it.
func hijackEcho(w http.ResponseWriter, req *http.Request, a arrival) {
	hijack("HTTP/1.1 200 OK\r\nX "+req.URL.Path+" "+req.Header.Get("Authorization")+"\r\n\r\n")(w, req, a)
}

// TestWhereTokensGo checks that the bot's token goes to Discord's routes for bots, and not to
// routes that carry another token in their path.
func TestWhereTokensGo(t *testing.T) {
	for path, want := range map[string]string{messages: "Bot " + botToken, original: "", callback: ""} {
		t.Run(strings.Trim(path, "/"), func(t *testing.T) {
			inBubble(t, rest.Options{}, fine, func(r *rig) {
				r.must("POST", path)
				if got := r.arrived()[0].Authorization; got != want {
					t.Errorf("Authorization is %q, want %q", got, want)
				}
			})
		})
	}
}
