// disk.mjs SR_UUID FILE: makes a disk as large as the file, uploads the file with its length known, and again as a stream of
// unknown length, downloads it after each, and destroys the disk. Prints the SHA-1 of the file and of each download.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'

import { print, run } from './session.mjs'

const [sr, file] = process.argv.slice(2)

async function sha1(stream) {
  const hash = createHash('sha1')
  for await (const chunk of stream) hash.update(chunk)
  return hash.digest('hex')
}

await run(async xapi => {
  const { size } = await stat(file)
  print({ step: 'file', size, sha1: await sha1(createReadStream(file)) })
  const vdi = await xapi.call('VDI.create', {
    name_label: 'upload by xen-api',
    name_description: '',
    SR: xapi.getObjectByUuid(sr).$ref,
    virtual_size: size,
    type: 'user',
    sharable: false,
    read_only: false,
    other_config: {},
  })
  try {
    for (const length of [size, undefined]) {
      const body = Object.assign(createReadStream(file), { length })
      await xapi.putResource(body, '/import_raw_vdi/', { query: { format: 'raw', vdi } })
      const download = await xapi.getResource('/export_raw_vdi/', { query: { format: 'raw', vdi } })
      print({ step: length === undefined ? 'stream' : 'sized', sha1: await sha1(download.body) })
    }
  } finally {
    await xapi.callAsync('VDI.destroy', vdi)
  }
  print({ step: 'destroyed' })
})
