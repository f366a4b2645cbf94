# A static program and the certificates that it needs, nothing else, and not as root.
#   docker build -t footnote .
#   docker run --rm --stop-timeout 25 -e DISCORD_TOKEN -v footnote:/data footnote
# With the API for other programs, see docs/api.md:
#   docker run --rm --stop-timeout 25 -e FOOTNOTE_API=:8080 -e FOOTNOTE_API_TOKEN -p 127.0.0.1:8080:8080 -v footnote:/data footnote
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o /footnote ./cmd/footnote && mkdir /data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /footnote /footnote
COPY --from=build --chown=65532:65532 /data /data
USER 65532:65532
ENV FOOTNOTE_DATA=/data FOOTNOTE_LISTEN=127.0.0.1:9464
VOLUME /data
# It is up before it is connected: no network is waited for. --ready asks for that too.
HEALTHCHECK --interval=30s --timeout=6s --start-period=60s --retries=3 CMD ["/footnote", "healthcheck"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/footnote"]
CMD ["serve"]
