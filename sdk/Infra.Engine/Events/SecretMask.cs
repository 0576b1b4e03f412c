using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Engine.Workspace;
using Infra.Protocol.Values;
using Newtonsoft.Json.Linq;

namespace Infra.Engine.Events;

/// <summary>Hides the run's secrets in what programs and plugins say: those of the configuration, and those of resources it has seen.</summary>
internal sealed class SecretMask : IEngineEventSink
{
    private const string Replacement = "[secret]";

    /// <summary>Shorter ones are found by chance: hiding them would spoil the messages, and show where they are.</summary>
    private const int ShortestHidden = 3;

    private readonly IEngineEventSink _sink;
    private ImmutableHashSet<string> _secrets = ImmutableHashSet.Create<string>(
        StringComparer.Ordinal
    );

    public SecretMask(IEngineEventSink sink, StackConfiguration configuration)
    {
        _sink = sink;
        foreach (var key in configuration.SecretKeys)
        {
            if (configuration.Values.TryGetValue(key, out var text))
            {
                Add(text);
                AddParts(text);
            }
        }
    }

    /// <inheritdoc/>
    public void Publish(EngineEvent engineEvent)
    {
        switch (engineEvent)
        {
            case EngineEvent.ResourcePre pre:
                Learn(pre.Step);
                break;
            case EngineEvent.ResourceOutputs outputs:
                Learn(outputs.Step);
                break;
        }

        _sink.Publish(
            engineEvent switch
            {
                EngineEvent.Diagnostic said => said with { Message = Hide(said.Message) },
                EngineEvent.Stdout said => new EngineEvent.Stdout(Hide(said.Message)),
                _ => engineEvent,
            }
        );
    }

    private string Hide(string message) =>
        _secrets.Aggregate(
            message,
            static (text, secret) => text.Replace(secret, Replacement, StringComparison.Ordinal)
        );

    private void Learn(StepMetadata step)
    {
        Learn(step.Old);
        Learn(step.New);
    }

    private void Learn(ResourceState? state)
    {
        if (state is null)
        {
            return;
        }

        foreach (var values in (ReadOnlySpan<PropertyMap>)[state.Inputs, state.Outputs])
        {
            if (values.ContainsSecrets)
            {
                Learn(new PropertyValue.Object(values), isSecret: false);
            }
        }
    }

    private void Learn(PropertyValue value, bool isSecret)
    {
        switch (value)
        {
            case PropertyValue.String text when isSecret:
                Add(text.Value);
                break;
            case PropertyValue.Secret secret:
                Learn(secret.Element, isSecret: true);
                break;
            case PropertyValue.Array array:
                foreach (var item in array.Items)
                {
                    Learn(item, isSecret);
                }

                break;
            case PropertyValue.Object map:
                foreach (var item in map.Properties.Values)
                {
                    Learn(item, isSecret);
                }

                break;
        }
    }

    // Structured values come as JSON, and a message may hold any part of them.
    private void AddParts(string text)
    {
        if (text.Length == 0 || text[0] is not ('{' or '['))
        {
            return;
        }

        try
        {
            foreach (var part in JToken.Parse(text).SelectTokens("$..*"))
            {
                if (part is JValue { Type: JTokenType.String } value)
                {
                    Add((string)value!);
                }
            }
        }
        catch (Newtonsoft.Json.JsonException)
        {
            // It only looks like JSON; as a whole it is hidden.
        }
    }

    private void Add(string secret)
    {
        if (secret.Length >= ShortestHidden)
        {
            _secrets = _secrets.Add(secret);
        }
    }
}
