-- What wrk sends: POST /api/v1/check with random cards. Arguments: CARDS TOKEN [SAMPLE]. Each thread takes its
-- own sample of lines anywhere in the file and writes the requests out beforehand, so that wrk costs the
-- baseline and the candidate the same. Ends with one line: requests/s, p50 and p99 in microseconds, failures.

local requests, at = {}, 0
local threads = 0

function setup(thread)
    threads = threads + 1
    thread:set("seed", threads)
end

local function sample(path, count)
    local file = assert(io.open(path, "r"))
    local size = file:seek("end")
    local cards = {}
    for i = 1, count do
        file:seek("set", math.random(0, size - 1))
        file:read("*l")
        local line = file:read("*l")
        if not line or line == "" then
            file:seek("set", 0)
            line = file:read("*l")
        end
        cards[i] = line
    end
    file:close()
    return cards
end

function init(args)
    math.randomseed(seed * 7919)
    local token = assert(io.open(args[2], "r")):read("*l")
    wrk.method = "POST"
    wrk.path = "/api/v1/check"
    wrk.headers["Authorization"] = "Bearer " .. token
    wrk.headers["Content-Type"] = "application/json"
    for i, card in ipairs(sample(args[1], tonumber(args[3] or "50000"))) do
        wrk.body = '{"card":"' .. card .. '","service":"transport"}'
        requests[i] = wrk.format()
    end
end

function request()
    at = at % #requests + 1
    return requests[at]
end

function done(summary, latency)
    local e = summary.errors
    io.write(string.format("result %.0f %.0f %.0f %d\n", summary.requests / (summary.duration / 1e6),
        latency:percentile(50), latency:percentile(99), e.status + e.connect + e.read + e.write + e.timeout))
end
