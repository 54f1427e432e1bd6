# shellcheck shell=bash
# Shared by the commands in this folder. Each sets $home to the project's root before it sources this file.
: "${home:?}"

# True for Java 25 or newer. The version is not always on the first line: with JAVA_TOOL_OPTIONS, _JAVA_OPTIONS or
# JDK_JAVA_OPTIONS set, java first prints that it picked them up.
is_25() {
    local version
    version=$("$1" -version 2>&1) && grep -qE '^[^ ]+ version "(2[5-9]|[3-9][0-9])[^0-9]' <<< "$version"
}

find_java() {
    local candidate
    for candidate in "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(command -v java || true)" \
        /usr/lib/jvm/*25*/bin/java "$HOME"/.sdkman/candidates/java/25*/bin/java "$HOME"/.jdks/*25*/bin/java \
        /Library/Java/JavaVirtualMachines/*25*/Contents/Home/bin/java /opt/homebrew/opt/openjdk*/bin/java; do
        if [ -n "$candidate" ] && [ -x "$candidate" ] && is_25 "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    echo "Kezek needs Java 25 and did not find it. Install a JDK 25 (https://adoptium.net) and set JAVA_HOME to it." >&2
    exit 1
}

# True if any source file, resource or POM is newer than the last complete build.
is_stale() {
    local stamp=$home/localstack/target/built
    [ ! -f "$stamp" ] || [ -n "$(find "$home" \( -name target -o -name .git -o -name test \) -prune -o \
        -type f \( -path '*/src/main/*' -o -name pom.xml -o -name function-zip.xml \) -newer "$stamp" -print -quit)" ]
}

build() {
    command -v mvn > /dev/null || { echo "Kezek needs Maven to build, and mvn is not on PATH. Install it: https://maven.apache.org/install.html" >&2; exit 1; }
    echo "Building … (the first time takes some minutes)" >&2
    (cd "$home" && mvn --batch-mode --no-transfer-progress --quiet -Dstyle.color=never package -Dmaven.test.skip=true)
    touch "$home/localstack/target/built"
}

# Runs the main class $1 with the project's root and the remaining arguments. Does not return.
run_class() {
    local class=$1 java
    shift
    java=$(find_java)
    if is_stale; then build; fi
    exec "$java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 \
        -cp "$home/localstack/target/lib/*:$home/localstack/target/classes" "$class" "$home" "$@"
}
