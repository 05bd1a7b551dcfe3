// Preloaded into a measured process: writes the most memory it has taken, as the Linux kernel counts it (proc(5): VmHWM).
const { readFileSync, writeFileSync } = require('node:fs');
process.on('exit', () => {
  const [, kB] = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'));
  writeFileSync(process.env.PEAK_MEMORY_FILE, kB);
});
