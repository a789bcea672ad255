/** Sound from the microphone as a WAV file, which every model that hears takes. */
import { mixDown, toWav } from './wav'

/** What models take (api-facts §4.1), a second less so that rounding never goes beyond it. */
export const maxRecordingMs = 10 * 60 * 1000 - 1000

/** Enough for speech, and a third of what a microphone gives. */
const sampleRate = 16_000

export type RecordingProblem = 'refused' | 'missing' | 'unsupported' | 'failed'

export type Recorder = {
  /** Ends it; the file, or null when nothing was heard or it cannot be read. */
  stop: () => Promise<File | null>
  /** Lets go of the microphone and of what was heard. */
  cancel: () => void
}

/** Asks for the microphone and begins. @returns the problem when it cannot */
export async function startRecording(): Promise<Recorder | RecordingProblem> {
  // Browsers give no microphone to pages without TLS.
  if (!('mediaDevices' in navigator) || typeof MediaRecorder === 'undefined') return 'unsupported'
  let stream: MediaStream
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true })
  } catch (error) {
    return problemOf(error)
  }
  const release = () => stream.getTracks().forEach((track) => track.stop())
  try {
    return record(stream, release)
  } catch {
    release()
    return 'failed'
  }
}

function record(stream: MediaStream, release: () => void): Recorder {
  const chunks: Blob[] = []
  const recorder = new MediaRecorder(stream)
  recorder.ondataavailable = ({ data }) => void chunks.push(data)
  recorder.start(1_000)
  const end = () =>
    new Promise<void>((resolve) => {
      // The microphone was pulled out: it has ended by itself.
      if (recorder.state === 'inactive') return resolve()
      recorder.onstop = () => resolve()
      recorder.stop()
    })
  return {
    stop: async () => {
      await end()
      release()
      try {
        return await toFile(new Blob(chunks))
      } catch {
        return null
      }
    },
    cancel: () => {
      if (recorder.state !== 'inactive') recorder.stop()
      release()
    },
  }
}

async function toFile(recorded: Blob): Promise<File | null> {
  // Decoding in a context of this rate resamples as well.
  const context = new OfflineAudioContext(1, 1, sampleRate)
  const sound = await context.decodeAudioData(await recorded.arrayBuffer())
  const channels = Array.from({ length: sound.numberOfChannels }, (_, index) => sound.getChannelData(index))
  const samples = mixDown(channels)
  if (samples.length === 0) return null
  return new File([toWav(samples, sampleRate)], fileName(new Date()), { type: 'audio/wav' })
}

/** By when it was made, on this clock: several in one message are told apart. */
function fileName(at: Date): string {
  const digits = [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) =>
    String(part).padStart(2, '0'),
  )
  return `recording-${digits.join('')}.wav`
}

function problemOf(error: unknown): RecordingProblem {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  return name === 'NotFoundError' ? 'missing' : 'failed'
}
