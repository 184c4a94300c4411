// list.mjs: the pool, then how many objects of each class the cache holds once it is filled.
import { print, run } from './session.mjs'

await run(async xapi => {
  const { uuid, name_label } = xapi.pool
  print({ pool: uuid, name_label, master: xapi.pool.$master?.uuid })
  const counts = {}
  for (const { $type } of Object.values(xapi.objects.all)) counts[$type] = (counts[$type] ?? 0) + 1
  for (const type of Object.keys(counts).sort()) print({ type, count: counts[type] })
})
