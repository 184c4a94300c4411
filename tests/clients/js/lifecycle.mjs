// lifecycle.mjs VM_UUID OPERATION...: runs VM operations one after the other, each as a task, and prints what the events say
// of the VM after each. Operations: any of the table below.
import { print, run, until } from './session.mjs'

// the call, its arguments behind the VM, and the power state that events must bring
const OPERATIONS = {
  start: ['VM.start', [false, false], 'Running'],
  start_paused: ['VM.start', [true, false], 'Paused'],
  pause: ['VM.pause', [], 'Paused'],
  unpause: ['VM.unpause', [], 'Running'],
  suspend: ['VM.suspend', [], 'Suspended'],
  resume: ['VM.resume', [false, false], 'Running'],
  clean_reboot: ['VM.clean_reboot', [], 'Running'],
  hard_reboot: ['VM.hard_reboot', [], 'Running'],
  clean_shutdown: ['VM.clean_shutdown', [], 'Halted'],
  hard_shutdown: ['VM.hard_shutdown', [], 'Halted'],
}
const [uuid, ...operations] = process.argv.slice(2)

await run(async xapi => {
  for (const operation of operations) {
    const { $ref } = xapi.getObjectByUuid(uuid)
    if (operation === 'clone') {
      const copy = await xapi.callAsync('VM.clone', $ref, 'clone by xen-api')
      const { uuid, power_state, name_label } = await until(xapi, copy, vm => vm !== undefined)
      print({ operation, uuid, power_state, name_label })
      await xapi.callAsync('VM.destroy', copy)
      await until(xapi, copy, vm => vm === undefined)
      print({ operation: 'destroy', uuid })
      continue
    }
    if (!(operation in OPERATIONS)) throw new Error(`no such operation here: ${operation}`)
    const [method, args, expected] = OPERATIONS[operation]
    await xapi.callAsync(method, $ref, ...args)
    const vm = await until(xapi, $ref, vm => vm.power_state === expected && Object.keys(vm.current_operations).length === 0)
    print({ operation, power_state: vm.power_state, allowed_operations: [...vm.allowed_operations].sort() })
  }
})
