// What every script here shares: one line of JSON for each thing seen on stdout, everything else on stderr,
// exit code 0 only when all went well. Address and credentials come from XENAPI_URL, XENAPI_USER, XENAPI_PASSWORD;
// the transport (auto, json-rpc, xml-rpc) from XENAPI_TRANSPORT.
import { createClient } from 'xen-api'

console.warn = console.error // the library warns by it, and stdout is for JSON alone

export const print = line => process.stdout.write(JSON.stringify(line) + '\n')

const describe = error => ({
  error: error?.code ?? error?.name ?? 'Error',
  params: error?.params ?? [],
  message: String(error?.message ?? error),
})

// Connects, fills the cache from the events, runs `body(xapi)`, logs out. Prints the failure and exits 1 if any step fails.
export async function run(body) {
  const xapi = createClient({
    url: process.env.XENAPI_URL,
    auth: { user: process.env.XENAPI_USER, password: process.env.XENAPI_PASSWORD },
    allowUnauthorized: true,
    transport: process.env.XENAPI_TRANSPORT ?? 'auto',
    debounce: 50,
    eventPollDelay: 500,
  })
  let code = 0
  try {
    await xapi.connect()
    await xapi.objectsFetched
    await body(xapi)
  } catch (error) {
    print(describe(error))
    code = 1
  }
  await xapi.disconnect().catch(() => {})
  process.exit(code) // its pool of connections and event loop would keep node alive
}

// The cached object once `holds(object)` is true, told by events alone; fails after `seconds`.
export function until(xapi, ref, holds, seconds = 120) {
  return new Promise((resolve, reject) => {
    const look = () => {
      const object = xapi.getObjectByRef(ref, undefined)
      if (!holds(object)) return
      clearTimeout(timer)
      xapi.objects.removeListener('finish', look)
      resolve(object)
    }
    const timer = setTimeout(() => {
      xapi.objects.removeListener('finish', look)
      reject(new Error(`no event brought ${ref} to: ${holds}`))
    }, seconds * 1e3)
    xapi.objects.on('finish', look)
    look()
  })
}
