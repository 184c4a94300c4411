// watch.mjs [CLASS...]: prints {"ready":true} when the cache is filled, then each change of an object of these classes (all,
// when none is named), until its standard input is closed.
import { print, run } from './session.mjs'

const classes = new Set(process.argv.slice(2))

await run(async xapi => {
  const known = new Map(Object.entries(xapi.objects.all)) // a removed object is told by its id alone
  for (const change of ['add', 'update', 'remove']) {
    xapi.objects.on(change, objects => {
      for (const [id, object] of Object.entries(objects)) {
        const seen = object ?? known.get(id)
        known.set(id, seen)
        if (classes.size > 0 && !classes.has(seen.$type)) continue
        print({ change, class: seen.$type, ref: seen.$ref, record: seen })
      }
    })
  }
  print({ ready: true })
  process.stdin.resume()
  await new Promise(resolve => process.stdin.on('end', resolve))
})
