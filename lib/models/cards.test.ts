import { describe, expect, test } from 'vitest'
import { capabilitiesOf } from './capabilities'
import { compatibleCard, modelCard, onPremisesCard } from './cards'
import { plainModel } from './offered-models'

describe('what a model takes', () => {
  test.each([
    ['glm-4-flash', 'text', false],
    ['glm-4.5-air', 'text', true],
    ['glm-4.6', 'text', true],
    ['glm-5', 'text', true],
    ['glm-4v-plus', 'vision', false],
    ['glm-4.1v-thinking-flash', 'vision', false],
    ['glm-4.5v', 'vision', true],
    ['glm-5v-turbo', 'vision', true],
    ['glm-4-voice', 'voice', false],
    ['glm-4-alltools', 'all_tools', false],
    ['GLM-4-AllTools', 'all_tools', false],
    ['charglm-4', 'role_play', false],
    ['emohaa', 'role_play', false],
    ['some-new-model', 'unknown', true],
  ])('%s is %s', (model, kind, thinks) => {
    const capabilities = capabilitiesOf(model)
    expect(capabilities.kind).toBe(kind)
    expect(capabilities.settings.includes('thinking')).toBe(thinks)
  })

  test('only those that see take pictures, only those that hear take sounds', () => {
    expect(capabilitiesOf('glm-4.6').attaches).toEqual([])
    expect(capabilitiesOf('glm-4.6v').attaches).toEqual(['image', 'video', 'document', 'sheet'])
    expect(capabilitiesOf('glm-4-voice').attaches).toEqual(['audio'])
  })

  test('tools are for models that call them', () => {
    expect(capabilitiesOf('glm-4.6').settings).toEqual(
      expect.arrayContaining(['web_search', 'functions', 'mcp']),
    )
    expect(capabilitiesOf('charglm-4').settings).toEqual(['system_prompt', 'sampling', 'output'])
    expect(capabilitiesOf('glm-4-alltools').settings).toContain('all_tools')
  })
})

describe('cards', () => {
  test.each([
    ['glm-4.5-air', 'GLM-4.5-Air'],
    ['glm-4.6v', 'GLM-4.6V'],
    ['glm-4-alltools', 'GLM-4-AllTools'],
    ['charglm-4', 'CharGLM-4'],
    ['qwen2.5:7b', 'qwen2.5:7b'],
  ])('%s is called %s', (id, name) => expect(modelCard(plainModel(id)).name.en).toBe(name))

  test('a configured name wins', () => {
    expect(modelCard(plainModel('glm-4.6', 'Our model')).name).toEqual({ en: 'Our model', zh: 'Our model' })
  })

  test('other families keep their own settings', () => {
    expect(onPremisesCard('qwen').settings).toContain('knowledge')
    expect(compatibleCard('llama').settings).not.toContain('web_search')
  })
})
