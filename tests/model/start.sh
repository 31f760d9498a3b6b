# Sourced. start_model LOG COMMAND…: starts the model server COMMAND, whose first line of output is its address, and sets
# IBID_TEST_ENDPOINT to that for what is run; what else it says goes to LOG. stop_models ends all that were started.
models=()

start_model() {
    local log=$1 output
    shift
    exec {output}< <(exec "$@" 2>"$log")
    models+=($!)
    read -r IBID_TEST_ENDPOINT <&"$output" || { echo "$*: the model server did not start, see $log" >&2; return 1; }
    export IBID_TEST_ENDPOINT
}

stop_models() {
    local model
    for model in "${models[@]}"; do kill "$model" 2>/dev/null || true; done
    models=()
}
