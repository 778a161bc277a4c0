// node read.mjs FILE [DAY ...]: the types and rows of a Parquet file, and the figures known on each day, as JSON
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

const [path, ...days] = process.argv.slice(2)
const file = await asyncBufferFromFile(path)
const rows = await parquetReadObjects({ file, compressors })

const types = {}
for (const { element: { name: column } } of parquetSchema(await parquetMetadataAsync(file)).children) {
  const names = new Set(rows.map(row => row[column]).filter(v => v !== null && v !== undefined).map(v => v.constructor.name))
  types[column] = [...names].sort().join('/') || null
}

const known = {}
for (const day of days) {
  const midnight = new Date(day)
  const filter = {
    $and: [
      { reported_on: { $lte: midnight } },
      { $or: [{ superseded_on: null }, { superseded_on: { $gt: midnight } }] },
    ],
  }
  const chosen = await parquetReadObjects({ file, compressors, columns: ['figure_id'], filter })
  known[day] = chosen.map(row => row.figure_id)
}

console.log(JSON.stringify({ types, rows, known }, (key, value) => (typeof value === 'bigint' ? value.toString() : value)))
