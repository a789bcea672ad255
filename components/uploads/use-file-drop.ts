'use client'

import { useEffect, useRef, useState } from 'react'
import { droppedFiles } from './dropped-files'

/**
 * Files dropped anywhere in the window. Something nearer that takes them itself must stop the event; without anyone
 * who takes them they are refused, so that the browser does not leave the page for a file.
 *
 * @returns whether files hang over the window
 */
export function useFileDrop(onFiles: ((files: File[]) => void) | null): boolean {
  const [isOver, setIsOver] = useState(false)
  const take = useRef(onFiles)
  useEffect(() => {
    take.current = onFiles
  }, [onFiles])
  useEffect(() => {
    let depth = 0
    const isFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const set = (next: number) => {
      depth = Math.max(0, next)
      setIsOver(depth > 0 && take.current !== null)
    }
    const onEnter = (event: DragEvent) => {
      if (isFiles(event)) set(depth + 1)
    }
    const onLeave = (event: DragEvent) => {
      if (isFiles(event)) set(depth - 1)
    }
    const onOver = (event: DragEvent) => {
      if (!isFiles(event) || event.defaultPrevented) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = take.current ? 'copy' : 'none'
    }
    const onDrop = (event: DragEvent) => {
      set(0)
      if (!isFiles(event) || event.defaultPrevented || !event.dataTransfer) return
      event.preventDefault()
      if (take.current) void droppedFiles(event.dataTransfer).then((files) => take.current?.(files))
    }
    addEventListener('dragenter', onEnter)
    addEventListener('dragleave', onLeave)
    addEventListener('dragover', onOver)
    addEventListener('drop', onDrop)
    return () => {
      removeEventListener('dragenter', onEnter)
      removeEventListener('dragleave', onLeave)
      removeEventListener('dragover', onOver)
      removeEventListener('drop', onDrop)
    }
  }, [])
  return isOver
}
