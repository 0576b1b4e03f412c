using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Infra.NixHost.Analyzers.Reading;

/// <summary>Reads the items of a list that is written in a program.</summary>
internal static class GivenItems
{
    /// <summary>The items in their order; <c>null</c> when something of an unknown length is among them.</summary>
    public static ImmutableArray<IOperation>? Of(IOperation list) =>
        list.Plain() switch
        {
            IObjectOrCollectionInitializerOperation initializer => Added(initializer.Initializers),
            IObjectCreationOperation creation when creation.Type.IsOfPulumi() => Added(
                creation.Initializer?.Initializers ?? []
            ),
            ICollectionExpressionOperation expression => expression.Elements.Any(e =>
                e is ISpreadOperation
            )
                ? null
                : expression.Elements,
            IArrayCreationOperation array => array.Initializer?.ElementValues,
            IObjectCreationOperation item when item.Type.IsArgs() => [item],
            _ => null,
        };

    private static ImmutableArray<IOperation>? Added(ImmutableArray<IOperation> initializers)
    {
        var items = ImmutableArray.CreateBuilder<IOperation>();
        foreach (var operation in initializers)
        {
            if (
                operation is not IInvocationOperation { Arguments: [{ Value: var added } argument] }
            )
            {
                return null;
            }

            if (argument.ArgumentKind != ArgumentKind.ParamArray)
            {
                return null;
            }

            items.AddRange(
                added is IArrayCreationOperation { Initializer.ElementValues: var values }
                    ? values
                    : [added]
            );
        }

        return items.ToImmutable();
    }
}
