# shellcheck shell=bash
# Runs LocalStack for the tests in a container that matches localstack/compose.yaml, but on a free port. Uses plain
# docker commands instead of the compose plugin, so Docker Engine alone is enough.
#
# start_localstack sets KEZEK_ENDPOINT. If it starts nothing, it sets nothing_done to the reason instead.
# stop_localstack removes what start_localstack started.

readonly compose_file=localstack/compose.yaml
readonly localstack_label=kezek.ci
localstack_container=

localstack_image() { sed -n 's/^ *image: *//p' "$compose_file"; }

# Prints the service's variables in the form that `docker run --env` takes: NAME=VALUE, or NAME alone for a variable
# that docker copies from our environment if it is set there.
localstack_variables() {
    sed -n '/^ *environment:/,/^ *volumes:/ s/^ *\([A-Z][A-Z0-9_]*\): *\(.*\)$/\1=\2/p' "$compose_file" | sed 's/=$//'
}

answers() { curl --silent --fail --output /dev/null --max-time 5 "$1/_localstack/health"; }

# Uses an emulator that is already running if there is one. Without Docker or the image it starts nothing, and the tests
# report what is missing.
start_localstack() {
    local arguments=() variable port
    if [ -n "${KEZEK_ENDPOINT:-}" ]; then
        nothing_done="not started: KEZEK_ENDPOINT is $KEZEK_ENDPOINT"
    elif answers http://localhost:4566; then
        nothing_done="not started: an emulator answers at http://localhost:4566"
    elif ! docker image inspect "$(localstack_image)" > /dev/null 2>&1; then
        nothing_done="not started: no Docker, or no image $(localstack_image)"
    fi
    if [ -n "$nothing_done" ]; then return; fi
    remove_left_overs
    while IFS= read -r variable; do arguments+=(--env "$variable"); done < <(localstack_variables)
    localstack_container=kezek-ci-$$
    docker run --detach --rm --name "$localstack_container" --label "$localstack_label=$$" \
        --publish 127.0.0.1::4566 --volume /var/run/docker.sock:/var/run/docker.sock \
        --env MAIN_CONTAINER_NAME="$localstack_container" "${arguments[@]}" "$(localstack_image)" > /dev/null || return
    port=$(docker port "$localstack_container" 4566/tcp) || return
    export KEZEK_ENDPOINT=http://localhost:${port##*:}
    for _ in {1..120}; do
        if answers "$KEZEK_ENDPOINT"; then return; fi
        sleep 1
    done
    echo "LocalStack did not answer at $KEZEK_ENDPOINT within 120 s. The end of its log:" >&2
    docker logs --tail 20 "$localstack_container" >&2
    return 1
}

# LocalStack removes its functions' containers itself if it has time to shut down.
remove_localstack() {
    local name=$1 left
    docker stop --time 20 "$name" > /dev/null 2>&1 || true
    left=$(docker ps --all --quiet --filter "name=^$name(-lambda-.*)?$")
    # shellcheck disable=SC2086 # one argument each
    if [ -n "$left" ]; then docker rm --force --volumes $left > /dev/null 2>&1 || true; fi
}

stop_localstack() {
    if [ -n "$localstack_container" ]; then remove_localstack "$localstack_container"; fi
    localstack_container=
}

# Removes the containers of earlier runs that were killed.
remove_left_overs() {
    local name owner
    docker ps --all --filter "label=$localstack_label" --format "{{.Names}} {{.Label \"$localstack_label\"}}" |
        while read -r name owner; do
            if ! kill -0 "$owner" 2> /dev/null; then remove_localstack "$name"; fi
        done
}
