// Runs on whatever Node the machine has, so it is written for old ones.
var major = Number(process.versions.node.split('.')[0])
if (major < 20) {
  console.error(
    'Runsite auth needs Node 20 or later to start; this is Node ' +
      process.versions.node +
      '. Install a current Node from https://nodejs.org and try again.',
  )
  process.exit(1)
}
