#!/usr/bin/env bash
# Submits a job of polymnist-spark. What stands before the job goes to spark-submit, what stands
# after it goes to the job. ./spark-submit.sh --help lists the jobs, JOB --help tells one.
# For bash 3.2 and the tools of BSD, which macOS has: an array may not be read while it is empty.
set -euo pipefail
unset CDPATH

fail() {
  echo "spark-submit.sh: $*" >&2
  exit 2
}

script="${BASH_SOURCE[0]}"
while [ -L "$script" ]; do
  link="$(readlink "$script")"
  if [[ "$link" == /* ]]; then script="$link"; else script="$(dirname "$script")/$link"; fi
done
home="$(cd "$(dirname "$script")" && pwd -P)"
[[ "$home" != *[,:]* ]] ||
  fail "commas and colons part lists of Java's libraries, and the folder $home has one in its name: rename it"

usage() {
  cat <<USAGE
Usage: ./spark-submit.sh [spark-submit options] JOB [options] [key=value ...]

Before the job: options of spark-submit, such as --master 'local-cluster[2,1,2048]'; --print-command
shows what would run. After it: options of the job, a profile (--profile NAME-or-FILE; conf/demo.conf
by default) and settings. With SPARK_HOME set that Spark is used, else one that the build assembles in
target/spark-home.

USAGE
}

# Java reads and writes text as the locale says; without one, names and notes would lose letters.
for locale in "${LC_ALL:-}" C.UTF-8 en_US.UTF-8; do
  [[ "$(env LC_ALL="$locale" locale charmap 2>/dev/null)" != [Uu][Tt][Ff]*8 ]] || break
done
[ -z "$locale" ] || export LC_ALL="$locale"

# On this machine alone Java is started at once, but where somebody has said something that only
# Spark's own spark-submit understands.
direct=true
! env | grep -Ev '^SPARK_(LOCAL_[A-Z]*|PUBLIC_DNS|SCALA_VERSION|USER)=' | grep -Eq '^(SPARK|HADOOP_CONF|YARN_CONF)_' || direct=false
master="" deploy_mode="" properties="" driver_java="" driver_path="" executor_path="" own_jars=""
jars=()
kept=()
own=()
option() {
  case "$1" in
    --master) master="$2" ;;
    --deploy-mode) deploy_mode="$2" ;;
    --properties-file) properties="$2" ;;
    --driver-memory) own+=("spark.driver.memory=$2") ;;
    --driver-java-options) driver_java="$2" ;;
    --driver-class-path) driver_path="$2"; return ;;
    --jars) own_jars="$2"; return ;;
    --conf | -c)
      own+=("$2")
      case "$2" in
        spark.master=*) : "${master:=${2#*=}}" ;;
        spark.submit.deployMode=*) : "${deploy_mode:=${2#*=}}" ;;
        spark.driver.extraJavaOptions=*) driver_java="${2#*=}" ;;
        spark.driver.extraClassPath=*) driver_path="${2#*=}"; return ;;
        spark.executor.extraClassPath=*) executor_path="${2#*=}"; return ;;
        spark.jars=*) : "${own_jars:=${2#*=}}"; return ;;
      esac
      ;;
    *) direct=false ;;
  esac
  kept+=("$1" "$2")
}
help=false print_command=false
while [ $# -gt 0 ]; do
  case "$1" in
    -h | --help | help) help=true; shift; break ;;
    --version)
      echo "polymnist-spark $(cat "$home"/{,target/built/}pom.xml 2>/dev/null | sed -n 's/^  <version>\(.*\)<.*/\1/p' | head -1), $(sed 's/,.*//;q' "$home/target/spark-home/RELEASE" 2>/dev/null || echo "not built")"
      exit 0
      ;;
    --print-command) print_command=true; shift ;;
    -v | --supervise | --load-spark-defaults) kept+=("$1"); direct=false; shift ;;
    --profile* | --input* | --note* | --tags* | --from* | --only* | --force | --dry-run | \
      --format* | --all-runs | --as-of* | --file | --file=* | --keep* | --older-than* | --run | --run=* | --markdown | --page* | \
      --name | --name=* | --verbose)
      typed=("$1"); shift
      case "${typed[0]}" in
        *=* | --force | --dry-run | --all-runs | --markdown | --verbose) ;;
        *) [ $# -eq 0 ] || { typed+=("$1"); shift; } ;;
      esac
      fail "${typed[0]} is an option of a job and stands behind it: ./spark-submit.sh ${1:-JOB}$(printf ' %q' "${typed[@]}")" ;;
    --*=*) option "${1%%=*}" "${1#*=}"; shift ;;
    -*) [ $# -gt 1 ] || fail "the option $1 needs a value"; option "$1" "$2"; shift 2 ;;
    *) break ;;
  esac
done
if $help; then
  [ $# -gt 0 ] || usage
  set -- ${1+"$1"} --help
fi
[ $# -gt 0 ] || { usage >&2; fail "which job? ./spark-submit.sh --help lists them"; }
job="$1"
shift
definition="$home/jobs/$job.conf"
known=true
[[ "$job" =~ ^[a-z]+$ && -f "$definition" ]] || known=false
main=polymnist.job.submit.Main
# Some jobs are in a jar of their own, which a profile of Maven builds.
with=""
! $known || with="$(sed -n 's/^profile *= *//p' "$definition")"

java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
# Not the first line, where JAVA_TOOL_OPTIONS is set: Java says first that it picked them up.
release="$("$java" -version 2>&1 | sed -n 's/^[^ ]* version "\([^"]*\)".*/\1/p')" || true
version="${release%%[!0-9]*}"
[ "${version:-0}" -ge 17 ] ||
  fail "Java 17 or a newer one is needed, but $java is ${version:-missing}: set JAVA_HOME"

# What Maven wrote down of the last build: its time, its platform and its profiles. It copies the
# sources to target/compiling before it compiles, and to target/built when all is there.
made() {
  cat "$home"/target/{built,compiling}/made 2>/dev/null | sed -n "s/^$1 //p" | head -1 || true
}
profiles() {
  { made profiles | tr '{,' '\n\n' | sed -n 's/^ *id: //p'; echo "$with"; } | sort -u | sed '/^$/d;/^tests$/d;/^dist$/d' | paste -s -d, -
}
archive() { [ ! -e "$home/pom.xml" ]; }
same() { diff -rq "$home/$1" "$home/target/built/$1" >/dev/null 2>&1; }
built() {
  [ -f "$home/target/built/made" ] && [ -d "$home/target/lib" ] || return 1
  # An archive has no sources, and is what was built.
  archive || { same pom.xml && same .mvn && same src/main &&
    { [[ ",$(profiles)," != *,benchmark,* ]] ||
      { [ -f "$home/target/polymnist-benchmark.jar" ] && same src/benchmark/java && same src/benchmark/resources; }; }; }
}
# The same build again, and what the job needs beside it.
build() {
  local platform
  set -- -Dmaven.test.skip=true
  [ -z "$(profiles)" ] || set -- "-P$(profiles)" "$@"
  platform="-Djavacpp.platform=$(made platform)"
  [ "$platform" = -Djavacpp.platform= ] || grep -qsxe "$platform" "$home"/target/{built,compiling}/.mvn/maven.config || set -- "$platform" "$@"
  writable && { [ ! -e "$home/target" ] || [ -w "$home/target" ]; } ||
    fail "$home is not built for its sources, and you cannot write there: whoever can builds it by (cd '$home' && mvn $* package), or copy it to a folder of yours"
  echo "building polymnist-spark: about a minute, and a few more where libraries are fetched first ..." >&2
  (cd "$home" && mvn -q -B -Dstyle.color=never "$@" package) >&2 || fail "the build failed"
}
# A job may run for hours and opens its libraries as it needs them. It runs from a folder that no build
# touches: links to the libraries, which are new files in target after a build, and copies of the jars.
keep() {
  local new="$builds/new.$$" last part from
  rm -rf "$builds"/new.*
  last="$builds/$(ls -t "$builds" | sed -n '/^[0-9]/{p;q;}')"
  mkdir -p "$new/lib" "$new/spark-home/jars"
  cp "$home"/target/polymnist-*.jar "$new"
  cp -R "$home"/target/spark-home/{RELEASE,java-options,bin} "$new/spark-home"
  for part in lib spark-home/jars; do
    from="$home/target/$part"
    [ "$(ls "$last/$part" 2>/dev/null)" != "$(ls "$from")" ] || from="$last/$part"
    ln "$from"/* "$new/$part" 2>/dev/null || cp -f "$from"/* "$new/$part"
  done
  mv "$new" "$app"
  # The others go, but for the last and those from which a process runs, here or on another host.
  ls -t "$builds" | grep '^[0-9]' | tail -n +3 | while read -r last; do
    used "$builds/$last" || rm -rf "${builds:?}/$last"
  done
}
used() {
  local user
  for user in "$1/used.$(uname -n)".*; do
    if [ -d "/proc/${user##*.}" ] || ps -p "${user##*.}" >/dev/null 2>&1; then return 0; fi
  done
  find "$1" -name 'used.*' ! -name "used.$(uname -n).*" -mtime -30 | grep -q .
}
builds="$home/.build"
mkdir -p "$builds" 2>/dev/null || true
writable() { [ -d "$builds" ] && [ -w "$builds" ]; }
app() {
  built || return 1
  app="$builds/$(made build)"
  [ -d "$app" ] || { ! writable && app="$home/target"; }
}
if ! app; then
  # Of several submitters one builds, the others wait for it.
  ! { writable && command -v flock >/dev/null; } || { exec 9>"$builds/lock" && flock 9; }
  built || build
  app="$builds/$(made build)"
  [ -d "$app" ] || keep
  exec 9>&-
fi
jar="$app/polymnist-spark.jar"
benchmark="$app/polymnist-benchmark.jar"
: 2>/dev/null >"$app/used.$(uname -n).$$" || true
# What needs no Spark: help, and the answer to a name that is no job's.
if ! $known || printf '%s\n' "$@" | grep -qxe -h -e --help; then
  exec "$java" -XX:TieredStopAtLevel=1 -cp "$jar:$benchmark:$app/lib/*:$app/spark-home/jars/*" "$main" "$job" "$@"
fi
# Of a first line such as: Spark 4.2.0 for Scala 2.13, ...
read -r spark_version scala_version < <(sed -n '1s/^Spark \([0-9]*\.[0-9]*\)[^ ]* for Scala \([0-9.]*\).*/\1 \2/p' "$app/spark-home/RELEASE")
[ "$spark_version" != 3.5 ] || [ "$version" = 17 ] ||
  fail "Spark 3.5 needs Java 17, but $java is $version: set JAVA_HOME, or build for Spark 4.2: mvn clean -Dmaven.test.skip=true package"

if [ -n "${SPARK_HOME:-}" ]; then
  spark="$SPARK_HOME"
  [ -x "$spark/bin/spark-submit" ] || fail "SPARK_HOME=$spark has no bin/spark-submit"
  has() { compgen -G "$spark/jars/spark-core_$2-$1.*.jar" >/dev/null; }
  if ! has "$spark_version" "$scala_version"; then
    remedy="Spark 4.2 for Scala 2.13 and Spark 3.5 for Scala 2.12 are supported"
    ! has 4.2 2.13 || remedy="build for it: mvn clean -Dmaven.test.skip=true package"
    ! has 3.5 2.12 || remedy="build for it: mvn clean -Pspark-3.5 -Dmaven.test.skip=true package"
    fail "SPARK_HOME=$spark is not Spark $spark_version for Scala $scala_version, for which this was built: unset it to use the assembled Spark, or $remedy"
  fi
else
  spark="$app/spark-home"
  # Our Spark settings and logging; a distribution's own are left alone.
  export SPARK_CONF_DIR="${SPARK_CONF_DIR:-$home/conf}"
fi

# Spark, ND4J and OpenBLAS each start threads; a task has one core.
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}" OPENBLAS_NUM_THREADS="${OPENBLAS_NUM_THREADS:-1}"
# Spark looks for the Scala version in the environment where no distribution tells it.
export SPARK_SCALA_VERSION="$scala_version" SPARK_HOME="$spark"

# Where the application runs: as the options say, else a file of Spark's settings, else here.
: "${properties:=${SPARK_CONF_DIR:-$spark/conf}/spark-defaults.conf}"
# Beside the application's own jar, whose classes it extends.
[ ! -f "$benchmark" ] || jars+=("$benchmark")
# The settings in that file, as key=value, and the value of one.
defaults() {
  sed -n "s/^[[:space:]]*\(spark[.][^[:space:]=:]*\)[[:space:]=:]\{1,\}\(.*[^[:space:]]\)[[:space:]]*\$/\1=\2/p" "$properties" 2>/dev/null || true
}
property() { defaults | sed -n "s/^${1//./[.]}=//p" | tail -1; }
: "${master:=$(property spark.master)}"
: "${deploy_mode:=$(property spark.submit.deployMode)}"
: "${driver_java:=$(property spark.driver.extraJavaOptions)}"
: "${driver_path:=$(property spark.driver.extraClassPath)}"
: "${executor_path:=$(property spark.executor.extraClassPath)}"
[ -z "${own_jars:=$(property spark.jars)}" ] || jars+=("$own_jars")

settings=("spark.polymnist.home=$home")
if archive; then commit="$(made commit)"; else commit="$(git -C "$home" describe --always --dirty --abbrev=12 2>/dev/null || echo unknown)"; fi
while IFS= read -r line; do
  settings+=("${line%% *=*}=$(sed 's/^[^=]*= *//; s/^"\(.*\)"$/\1/' <<<"$line")")
done < <(grep '^spark\.' "$definition" || true)
settings+=(
  "spark.polymnist.commit=$commit"
  "spark.executorEnv.OMP_NUM_THREADS=$OMP_NUM_THREADS"
  "spark.executorEnv.OPENBLAS_NUM_THREADS=$OPENBLAS_NUM_THREADS"
  # Spark makes this folder even where no table of its own is kept.
  "spark.sql.warehouse.dir=$home/target/spark-warehouse"
  "spark.driver.extraClassPath=$app/lib/*${driver_path:+:$driver_path}"
)
waits=false
if [[ "${master:-local}" == local* ]]; then
  # Executors are on this machine: they read the libraries where they are.
  executor_path="$app/lib/*${executor_path:+:$executor_path}"
  export SPARK_LOCAL_IP="${SPARK_LOCAL_IP:-127.0.0.1}"
else
  jars+=("$app"/lib/*.jar)
  if [[ "$master" == yarn* ]]; then
    # What a job's end says of its exit code is said of the first try; its driver has the threads
    # and the locale of executors, and not of whoever submits.
    settings+=(spark.yarn.maxAppAttempts=1)
    for variable in OMP_NUM_THREADS OPENBLAS_NUM_THREADS ${LC_ALL:+LC_ALL}; do
      settings+=("spark.yarn.appMasterEnv.$variable=${!variable}" "spark.executorEnv.$variable=${!variable}")
    done
    [ "$deploy_mode" != cluster ] || waits=true
  fi
  if [ "$deploy_mode" = cluster ] && [[ "$master" == spark://* ]]; then
    waits=true
    settings+=(spark.standalone.submit.waitAppCompletion=true)
    # Spark 4 gives a driver on a worker what Java asks for; Spark 3.5 does not.
    [ "$spark_version" != 3.5 ] || kept+=(--driver-java-options "$(xargs <"$app/spark-home/java-options") $driver_java")
  fi
fi
[ -z "$executor_path" ] || settings+=("spark.executor.extraClassPath=$executor_path")
# A driver elsewhere does not have the profile, and starts in a folder of its own: what the profile
# says goes along, and what relative names are relative to.
with_includes() {
  local line include='^[[:space:]]*include[[:space:]]+("([^"]+)"[[:space:]]*$)?'
  [ -f "$1" ] || fail "the profile includes $1, which is not there"
  while IFS= read -r line || [ -n "$line" ]; do
    if ! [[ "$line" =~ $include ]]; then
      printf '%s\n' "$line"
    elif [ -n "${BASH_REMATCH[2]:-}" ]; then
      with_includes "$(dirname "$1")/${BASH_REMATCH[2]}"
    else
      fail "$1: a driver elsewhere gets what a line such as include \"full.conf\" names, but not $line"
    fi
  done <"$1"
}
if [ "$deploy_mode" = cluster ]; then
  settings+=("spark.polymnist.folder=$PWD")
  profile=demo last=""
  for word in "$@"; do
    [ "$last" != --profile ] || profile="$word"
    [[ "$word" != --profile=* ]] || profile="${word#*=}"
    last="$word"
  done
  [ ! -f "$home/conf/$profile.conf" ] || profile="$home/conf/$profile.conf"
  [ -f "$profile" ] || fail "no profile '$profile': give a file, or a name of $home/conf"
  profile="$(with_includes "$profile")"
  settings+=("spark.polymnist.profile=$(printf '%s\n' "$profile" | base64 | tr -d '\n')")
fi
[ -n "$master" ] || kept+=(--master 'local[*]')
# What Spark's launcher and SparkSubmit do for an application on this machine alone.
all=("spark.app.name=polymnist $job")
while IFS= read -r line; do all+=("$line"); done < <(defaults; printf '%s\n' "${settings[@]}" ${own[@]+"${own[@]}"})
memory=1g java_options="$driver_java"
for line in "${all[@]}"; do
  case "$line" in
    spark.driver.memory=*) memory="${line#*=}" ;;
    spark.driver.defaultJavaOptions=*) java_options="${line#*=} $driver_java" ;;
    spark.driver.extraLibraryPath=* | spark.driver.userClassPathFirst=* | spark.jars* | spark.files=* | spark.archives=* | \
      spark.submit.py* | spark.kerberos.* | spark.log.structured* | [!s]*) direct=false ;;
  esac
done
[[ "${master:-local}" =~ ^local(\[[^]]*\])?$ && "${deploy_mode:-client}" = client &&
  -z "$own_jars$with" && "$java_options" != *-Xmx* ]] && ! grep -qs '\\$' "$properties" || direct=false
if $direct; then
  command=("$java" $(sed 's/--add-modules=[^ ]*//' "$spark/java-options" | xargs) "-Xmx$memory" "-Dlog4j2.configurationFile=$home/conf/log4j2.properties")
  while IFS= read -r line; do command+=("$line"); done < <(xargs printf '%s\n' <<<"$java_options" | sed '/^$/d')
  for line in "${all[@]}" "spark.master=${master:-local[*]}"; do command+=("-D$line"); done
  classes="$app/classes-$release.jsa" path="$jar:$benchmark:$app/lib/*:${driver_path:+$driver_path:}$spark/jars/*"
  # Of an archive that does not fit Java says nothing, and reads the classes from their jars.
  [ ! -f "$classes" ] || command+=("-XX:SharedArchiveFile=$classes" -Xlog:disable -Xlog:all=error:stderr)
  [ -f "$classes" ] || [ ! -w "$app" ] || command+=("-XX:DumpLoadedClassList=$classes.$$")
  command+=(-cp "$path" "$main" "$job" "$@")
else
  command=("$spark/bin/spark-submit" --class "$main" --name "polymnist $job")
  for line in "${settings[@]}"; do command+=(--conf "$line"); done
  ! [ ${#jars[@]} -gt 0 ] || command+=(--jars "$(printf '%s,' "${jars[@]}" | sed 's/,$//')")
  command+=(${kept[@]+"${kept[@]}"} "$jar" "$job" "$@")
fi

! $print_command || { printf '%q ' "${command[@]}" && echo && exit 0; }
# Java starts sooner from an archive of classes: those of the first job of a build, when that has ended.
archive_classes() {
  while kill -0 $$; do sleep 1; done
  # Jobs that follow each other would all make one, half a minute of a core each.
  if [ "$(wc -l <"$classes.$$")" -ge 9000 ] && [ ! -f "$classes" ] && mkdir "$classes.making"; then
    ! nice -n 19 "$java" -Xshare:dump "-XX:SharedClassListFile=$classes.$$" "-XX:SharedArchiveFile=$classes.new" -cp "$path" ||
      { rm -f "$builds"/*/classes-*.jsa && mv "$classes.new" "$classes"; }
    rmdir "$classes.making"
  fi
  rm -f "$classes.$$"
}
if [[ " ${command[*]} " == *" -XX:DumpLoadedClassList="* ]]; then archive_classes </dev/null >/dev/null 2>&1 & fi
$waits || exec "${command[@]}"

# A standalone cluster's exit code is 0 whatever became of the driver, YARN's 1 whatever the driver's was.
# What became of it is told in Spark's log alone.
log="$(mktemp)"
trap 'rm -f "$log"' EXIT
code=0
{ "${command[@]}" 2>&1 >&3 | tee "$log" >&2; } 3>&1 || code=$?
if [[ "$master" == yarn* ]]; then
  told="$(sed -n '/the job ended with exit code/{s/.*the job ended with exit code \([0-9]\).*/\1/p;q;}' "$log")"
  exit "${told:-$code}"
fi
[ "$code" = 0 ] || exit "$code"
if ! grep -q 'State of driver .* is FINISHED' "$log"; then
  echo "spark-submit.sh: the driver did not finish its job, as Spark's log above has it; its standard error on its worker says why" >&2
  exit 1
fi
